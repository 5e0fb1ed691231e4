#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Adds up what ctest ran: names what failed and what was skipped and why; last line = totals.

usage: summarise.py LOGS...   LOGS.xml: JUnit file of ctest; LOGS/TEST.xml: the cases of each of its tests, as its program says it

Exit 1 when a test failed, when none ran, or, with LUWTE_REQUIRE_SHARED=1, when one was skipped because
the reference data are missing.
"""
import os
import sys
import xml.etree.ElementTree as xml

passed, failed, skipped, missing_data = 0, 0, 0, 0
reasons = {}


def cases(path):
    try:
        return list(xml.parse(path).getroot().iter("testcase"))
    except (OSError, xml.ParseError):
        return []


for logs in sys.argv[1:]:
    run = os.path.basename(logs)
    for test in cases(f"{logs}.xml"):
        failed_here = 0
        for case in cases(f"{logs}/{test.get('name')}.xml"):
            name = f"{case.get('classname')}.{case.get('name')}"
            if case.find("failure") is not None:
                failed_here += 1
                print(f"FAILED   {run}: {name}")
            elif case.get("result") == "completed":
                passed += 1
            else:
                skipped += 1
                text = "".join(skip.get("message", "") for skip in case.iter("skipped")).strip()
                missing_data += "shared" in text.lower()
                reasons.setdefault(f"{run}: {text.splitlines()[0] if text else 'no reason given'}", []).append(name)
        if test.get("status") != "run" and failed_here == 0:  # it crashed, ran out of time, leaked, or wrote no cases
            failed_here = 1
            print(f"FAILED   {run}: {test.get('name')} ({test.get('status')})")
        failed += failed_here
for reason, names in reasons.items():
    print(f"skipped  {reason}: {', '.join(names[:4])}{', ...' if len(names) > 4 else ''} ({len(names)})")
bad = failed > 0 or passed == 0
if missing_data and os.environ.get("LUWTE_REQUIRE_SHARED") == "1":
    print(f"error: {missing_data} tests were skipped for want of reference data, and LUWTE_REQUIRE_SHARED=1")
    bad = True
print(f"{passed} passed, {failed} failed, {skipped} skipped")
sys.exit(bad)

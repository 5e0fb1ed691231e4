#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Adds up the JUnit files of ctest and of test programs run as a whole: names what failed and what was skipped and why; last line = totals.

Exit 1 when a test failed, when none ran, or, with LUWTE_REQUIRE_SHARED=1, when one was skipped because
the reference data are missing.
"""
import os
import sys
import xml.etree.ElementTree as xml

passed, failed, skipped, missing_data = 0, 0, 0, 0
reasons = {}
for path in sys.argv[1:]:
    if not os.path.exists(path):
        continue
    run = os.path.splitext(os.path.basename(path))[0]
    for case in xml.parse(path).getroot().iter("testcase"):
        status = case.get("status")
        if case.get("result") == "skipped":  # as a test program says it
            status = "disabled"
        if status == "run" and case.find("failure") is None:
            passed += 1
        elif status in ("notrun", "disabled"):
            skipped += 1
            output = case.findtext("system-out") or "".join(skip.get("message", "") for skip in case.iter("skipped"))
            lines = [l.strip() for l in output.splitlines() if l.strip() and not l.startswith(("[", "Note:", "Running"))]
            reason = next((l for l in lines if "Skipped" not in l and not l.endswith(": Skipped")), "no reason given")
            missing_data += "LUWTE_SHARED" in output or "shared" in output.lower()
            reasons.setdefault(f"{run}: {reason}", []).append(case.get("name"))
        else:
            failed += 1
            print(f"FAILED   {run}: {case.get('name')}")
for reason, names in reasons.items():
    print(f"skipped  {reason}: {', '.join(names[:4])}{', ...' if len(names) > 4 else ''} ({len(names)})")
bad = failed > 0 or passed == 0
if missing_data and os.environ.get("LUWTE_REQUIRE_SHARED") == "1":
    print(f"error: {missing_data} tests were skipped for want of reference data, and LUWTE_REQUIRE_SHARED=1")
    bad = True
print(f"{passed} passed, {failed} failed, {skipped} skipped")
sys.exit(bad)

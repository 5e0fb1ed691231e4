/* SPDX-License-Identifier: Apache-2.0 */
/*
 * For tests, by LD_PRELOAD: counts what a program does to write beneath a folder, and lets one of these calls
 * fail as on a full disk (ENOSPC).
 *
 *   LUWTE_FAILING_FOLDER   the folder, an absolute path without links
 *   LUWTE_FAILING_CALL     which call fails, counted from 1; 0 or absent: none
 *   LUWTE_FAILING_LAST     the last one that fails, where it is more than that one: a disk that stays full
 *   LUWTE_FAILING_COUNT    a file, not in that folder, that gets the number of calls when the program exits
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long calls;

/* Whether this call is the one that fails. */
static int fails_here(void) {
    const long call = atomic_fetch_add(&calls, 1) + 1;
    const char *failing = getenv("LUWTE_FAILING_CALL"), *last = getenv("LUWTE_FAILING_LAST");
    const long first = failing == NULL ? 0 : atol(failing);
    if (first == 0 || call < first || call > (last == NULL ? first : atol(last))) return 0;
    errno = ENOSPC;
    return 1;
}

static int beneath(const char* path) {
    const char* folder = getenv("LUWTE_FAILING_FOLDER");
    const size_t length = folder == NULL ? 0 : strlen(folder);
    return length > 0 && strncmp(path, folder, length) == 0 && path[length] == '/';
}

static int path_counts(const char* path) {
    char whole[2 * PATH_MAX];
    if (path == NULL || path[0] == '/') return path != NULL && beneath(path);
    if (getcwd(whole, PATH_MAX) == NULL) return 0;
    const size_t length = strlen(whole);
    snprintf(whole + length, sizeof whole - length, "/%s", path);
    return beneath(whole);
}

static int fd_counts(int fd) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    const ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = '\0';
    return beneath(path);
}

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (real == NULL) *(void**)&real = dlsym(RTLD_NEXT, #name)

#define BY_FD(type, name, parameters, ...) \
    type name parameters { \
        static type(*real) parameters; \
        if (real == NULL) *(void**)&real = dlsym(RTLD_NEXT, #name); \
        if (fd_counts(fd) && fails_here()) return -1; \
        return real(__VA_ARGS__); \
    }

BY_FD(ssize_t, write, (int fd, const void* bytes, size_t size), fd, bytes, size)
BY_FD(ssize_t, pwrite, (int fd, const void* bytes, size_t size, off_t at), fd, bytes, size, at)
BY_FD(ssize_t, pwrite64, (int fd, const void* bytes, size_t size, off64_t at), fd, bytes, size, at)
BY_FD(ssize_t, writev, (int fd, const struct iovec* parts, int count), fd, parts, count)
BY_FD(int, fsync, (int fd), fd)
BY_FD(int, fdatasync, (int fd), fd)
BY_FD(int, ftruncate, (int fd, off_t size), fd, size)
BY_FD(int, ftruncate64, (int fd, off64_t size), fd, size)

#define OPEN(name) \
    int name(const char* path, int flags, ...) { \
        REAL(int, name, const char*, int, ...); \
        mode_t mode = 0; \
        if ((flags & O_CREAT) != 0) { \
            va_list more; \
            va_start(more, flags); \
            mode = va_arg(more, mode_t); \
            va_end(more); \
            if (path_counts(path) && fails_here()) return -1; \
        } \
        return real(path, flags, mode); \
    }

OPEN(open)
OPEN(open64)

/* Streams: what glibc calls for them does not come by the functions above. Who closes one that it has read
 * does not look, and need not. */
static int stream_counts(FILE* stream) {
    const int fd = stream == NULL ? -1 : fileno(stream);
    return fd >= 0 && (fcntl(fd, F_GETFL) & O_ACCMODE) != O_RDONLY && fd_counts(fd);
}

#define OPEN_STREAM(name) \
    FILE* name(const char* path, const char* mode) { \
        REAL(FILE*, name, const char*, const char*); \
        if (strpbrk(mode, "wa+") != NULL && path_counts(path) && fails_here()) return NULL; \
        return real(path, mode); \
    }

OPEN_STREAM(fopen)
OPEN_STREAM(fopen64)

size_t fwrite(const void* bytes, size_t size, size_t count, FILE* stream) {
    REAL(size_t, fwrite, const void*, size_t, size_t, FILE*);
    if (stream_counts(stream) && fails_here()) return 0;
    return real(bytes, size, count, stream);
}

int fflush(FILE* stream) {
    REAL(int, fflush, FILE*);
    if (stream_counts(stream) && fails_here()) return EOF;
    return real(stream);
}

int fclose(FILE* stream) {
    REAL(int, fclose, FILE*);
    const int fails = stream_counts(stream) && fails_here();
    const int result = real(stream);
    if (!fails) return result;
    errno = ENOSPC;
    return EOF;
}

int rename(const char* from, const char* to) {
    REAL(int, rename, const char*, const char*);
    if (path_counts(to) && fails_here()) return -1;
    return real(from, to);
}

int mkdir(const char* path, mode_t mode) {
    REAL(int, mkdir, const char*, mode_t);
    if (path_counts(path) && fails_here()) return -1;
    return real(path, mode);
}

__attribute__((destructor)) static void tell_count(void) {
    const char* file = getenv("LUWTE_FAILING_COUNT");
    FILE* out = file == NULL ? NULL : fopen(file, "w");
    if (out == NULL) return;
    fprintf(out, "%ld\n", atomic_load(&calls));
    fclose(out);
}

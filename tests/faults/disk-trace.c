// Loaded before libc (LD_PRELOAD): writes down every change that the process makes below TRACE_ROOT, with its bytes and
// in order, into TRACE_LOG. A record is a line `kind length offset path[\tpath]` and, for a write, its bytes.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static int log_fd = -1;
static const char *root;
static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("TRACE_LOG");
  root = getenv("TRACE_ROOT");
  if (path && root) log_fd = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void put(const void *bytes, size_t length) {
  const char *at = bytes;
  while (length > 0) {
    long n = syscall(SYS_write, log_fd, at, length);
    if (n <= 0) _exit(99);
    at += n;
    length -= n;
  }
}

static int below_root(const char *path) { return log_fd >= 0 && path && strncmp(path, root, strlen(root)) == 0; }

static int path_of(int fd, char *path) {
  char link[64];
  if (log_fd < 0) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, path, PATH_MAX - 1);
  if (n <= 0) return 0;
  path[n] = 0;
  return below_root(path);
}

static void note(const char *kind, const char *path, const char *other, const void *bytes, size_t length, long long offset) {
  char line[2 * PATH_MAX + 80];
  int saved = errno;
  int n = snprintf(line, sizeof line, "%s %zu %lld %s%s%s\n", kind, length, offset, path, other ? "\t" : "", other ? other : "");
  pthread_mutex_lock(&order);
  put(line, n);
  if (bytes) put(bytes, length);
  pthread_mutex_unlock(&order);
  errno = saved;
}

#define REAL(name) \
  static __typeof__(&name) real; \
  if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

#define POSITIONED(name, offset_type) \
  ssize_t name(int fd, const void *bytes, size_t length, offset_type offset) { \
    REAL(name); \
    char path[PATH_MAX]; \
    ssize_t n = real(fd, bytes, length, offset); \
    if (n > 0 && path_of(fd, path)) note("write", path, NULL, bytes, n, offset); \
    return n; \
  }
POSITIONED(pwrite, off_t)
POSITIONED(pwrite64, off64_t)

ssize_t write(int fd, const void *bytes, size_t length) {
  REAL(write);
  char path[PATH_MAX];
  int traced = path_of(fd, path);
  long long offset = traced ? lseek(fd, 0, SEEK_CUR) : 0;
  ssize_t n = real(fd, bytes, length);
  if (n > 0 && traced) note("write", path, NULL, bytes, n, offset);
  return n;
}

#define TRUNCATE(name, size_type) \
  int name(int fd, size_type size) { \
    REAL(name); \
    char path[PATH_MAX]; \
    int result = real(fd, size); \
    if (result == 0 && path_of(fd, path)) note("truncate", path, NULL, NULL, 0, size); \
    return result; \
  }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(name) \
  int name(int fd) { \
    REAL(name); \
    char path[PATH_MAX]; \
    int result = real(fd); \
    if (result == 0 && path_of(fd, path)) note("sync", path, NULL, NULL, 0, 0); \
    return result; \
  }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *path) {
  REAL(unlink);
  int result = real(path);
  if (result == 0 && below_root(path)) note("unlink", path, NULL, NULL, 0, 0);
  return result;
}

int rename(const char *from, const char *to) {
  REAL(rename);
  int result = real(from, to);
  if (result == 0 && below_root(from)) note("rename", from, to, NULL, 0, 0);
  return result;
}

// Makes writing and syncing of files under one folder fail on demand. Preloaded into a program (ld.so(8), LD_PRELOAD), it is
// told what to do through a file that both sides have mapped, so that a fault begins and ends while the program runs.
//
// EDGEKIT_FAULTS        the mapped file: struct faults
// EDGEKIT_FAULTS_UNDER  the folder
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

struct faults {
  int32_t sync_errno;         // what fsync and fdatasync fail with; 0 for not at all
  int32_t sync_left;          // how many of them fail; negative for all
  int32_t write_errno;        // the same of every way to write
  int32_t write_left;
  int32_t sync_failed;        // how many did fail
  int32_t write_failed;
  int32_t ledger_broken;      // an fsync or a write of the ledger's log has failed in this process
  int32_t ledger_writes;      // writes to the ledger's log since
  int32_t ledger_syncs;       // syncs of it since
  int32_t syncs;              // all syncs under the folder, failed or not
};

static volatile struct faults *faults;
static const char *under;

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("EDGEKIT_FAULTS");
  under = getenv("EDGEKIT_FAULTS_UNDER");
  int fd = path && under ? open(path, O_RDWR | O_CLOEXEC) : -1;
  if (fd < 0) return;
  void *mapped = mmap(0, sizeof(struct faults), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  if (mapped != MAP_FAILED) {
    faults = mapped;
    faults->ledger_broken = faults->ledger_writes = faults->ledger_syncs = 0;
  }
}

// 0: not under the folder; 1: under it; 2: the ledger's log.
static int where(int fd) {
  char link[32], path[PATH_MAX];
  char *digit = link + sizeof link - 1;
  *digit = 0;
  unsigned number = (unsigned)fd;
  do *--digit = (char)('0' + number % 10); while (number /= 10);
  char name[64] = "/proc/self/fd/";
  strcat(name, digit);
  int saved = errno;
  ssize_t length = readlink(name, path, sizeof path - 1);
  errno = saved;
  if (length <= 0) return 0;
  path[length] = 0;
  if (strncmp(path, under, strlen(under)) != 0) return 0;
  return strstr(path, "/ledger.db-wal") ? 2 : 1;
}

static int take(volatile int32_t *left) {
  int32_t now = __atomic_load_n(left, __ATOMIC_SEQ_CST);
  while (now > 0) {
    if (__atomic_compare_exchange_n(left, &now, now - 1, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) return 1;
  }
  return now < 0;
}

static int add(volatile int32_t *count) { return __atomic_add_fetch(count, 1, __ATOMIC_SEQ_CST); }

static int fails_sync(int fd) {
  if (!faults) return 0;
  int place = where(fd);
  if (!place) return 0;
  add(&faults->syncs);
  if (place == 2 && faults->ledger_broken) add(&faults->ledger_syncs);
  int error = faults->sync_errno;
  if (!error || !take(&faults->sync_left)) return 0;
  add(&faults->sync_failed);
  if (place == 2) faults->ledger_broken = 1;
  errno = error;
  return 1;
}

static int fails_write(int fd) {
  if (!faults || (!faults->write_errno && !faults->ledger_broken)) return 0;
  int place = where(fd);
  if (!place) return 0;
  if (place == 2 && faults->ledger_broken) add(&faults->ledger_writes);
  int error = faults->write_errno;
  if (!error || !take(&faults->write_left)) return 0;
  add(&faults->write_failed);
  if (place == 2 && error != ENOSPC) faults->ledger_broken = 1;
  errno = error;
  return 1;
}

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

int fsync(int fd) { REAL(fsync); return fails_sync(fd) ? -1 : real(fd); }
int fdatasync(int fd) { REAL(fdatasync); return fails_sync(fd) ? -1 : real(fd); }
ssize_t write(int fd, const void *from, size_t n) { REAL(write); return fails_write(fd) ? -1 : real(fd, from, n); }
ssize_t pwrite(int fd, const void *from, size_t n, off_t at) { REAL(pwrite); return fails_write(fd) ? -1 : real(fd, from, n, at); }
ssize_t pwrite64(int fd, const void *from, size_t n, off64_t at) { REAL(pwrite64); return fails_write(fd) ? -1 : real(fd, from, n, at); }
ssize_t writev(int fd, const struct iovec *from, int n) { REAL(writev); return fails_write(fd) ? -1 : real(fd, from, n); }
ssize_t pwritev(int fd, const struct iovec *from, int n, off_t at) { REAL(pwritev); return fails_write(fd) ? -1 : real(fd, from, n, at); }
ssize_t pwritev64(int fd, const struct iovec *from, int n, off64_t at) { REAL(pwritev64); return fails_write(fd) ? -1 : real(fd, from, n, at); }

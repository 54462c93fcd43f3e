// Moves the wall clock of one program while it runs. Preloaded into it (ld.so(8), LD_PRELOAD), it adds an offset to every way of
// asking for the time of day, and reads that offset anew each time from memory that both sides have mapped.
//
// EDGEKIT_CLOCK  the mapped file: the offset in nanoseconds, a signed 64-bit number
//
// Only what reads the wall clock is replaced. Monotonic time, sleeps and every wait with a deadline stay the C library's: the kit
// waits on the monotonic clock, and a library that also rewrites those deadlines makes faults that no kit would have.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define SECOND INT64_C(1000000000)

static const int64_t none = 0;
static const int64_t *offset = &none;
static int (*real_gettime)(clockid_t, struct timespec *);

static void find_real(void) {
  if (!real_gettime) real_gettime = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
}

__attribute__((constructor)) static void begin(void) {
  find_real();
  const char *path = getenv("EDGEKIT_CLOCK");
  int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  if (fd < 0) return;
  void *mapped = mmap(0, sizeof *offset, PROT_READ, MAP_SHARED, fd, 0);
  close(fd);
  if (mapped != MAP_FAILED) offset = mapped;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
  // Somebody else's constructor may ask for the time before ours has run.
  find_real();
  int result = real_gettime(clock, now);
  if (result != 0 || (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE)) return result;

  // Times before 1970 have negative seconds, and nanoseconds are never negative.
  int64_t since_1970 = now->tv_sec * SECOND + now->tv_nsec + __atomic_load_n(offset, __ATOMIC_RELAXED);
  int64_t nanoseconds = ((since_1970 % SECOND) + SECOND) % SECOND;
  now->tv_sec = (since_1970 - nanoseconds) / SECOND;
  now->tv_nsec = nanoseconds;
  return 0;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  struct timespec precise;
  (void)zone;
  int result = clock_gettime(CLOCK_REALTIME, &precise);
  if (result != 0) return result;
  now->tv_sec = precise.tv_sec;
  now->tv_usec = precise.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *also) {
  // The coarse clock, as the C library's own does: it agrees with the time stamps of files.
  struct timespec now;
  if (clock_gettime(CLOCK_REALTIME_COARSE, &now) != 0) return (time_t)-1;
  if (also) *also = now.tv_sec;
  return now.tv_sec;
}

int timespec_get(struct timespec *now, int base) {
  return base == TIME_UTC && clock_gettime(CLOCK_REALTIME, now) == 0 ? base : 0;
}

/*
 * The time a target believes: an object for LD_PRELOAD that adds an offset to the clocks.
 *
 * The file that SESSIONSPEC_CLOCK names holds one line, `<mode> <nanoseconds>`: `wall` moves the wall clocks,
 * `all` the monotonic ones too. It is opened, read and closed at every call, so that a step counts from the moment it
 * is written, and so that the file may be replaced as well as rewritten.
 *
 * It uses no library: the same binary serves glibc and musl, and nothing that an allocator does while it asks for
 * the time (jemalloc in Redis) can recurse into it. It holds no lock and no thread-local value, so any thread and any
 * signal handler may call it.
 */

typedef long i64; /* every system here is LP64 */

struct timespec {
  i64 tv_sec, tv_nsec;
};
struct timeval {
  i64 tv_sec, tv_usec;
};
struct timezone {
  int tz_minuteswest, tz_dsttime;
};

#if defined(__x86_64__)
enum { SYS_READ = 0, SYS_CLOSE = 3, SYS_CLOCK_GETTIME = 228, SYS_OPENAT = 257 };

static inline i64 system_call(i64 number, i64 a, i64 b, i64 c, i64 d) {
  i64 result;
  register i64 r10 __asm__("r10") = d;
  __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10) : "rcx", "r11", "memory");
  return result;
}
#elif defined(__aarch64__)
enum { SYS_READ = 63, SYS_CLOSE = 57, SYS_CLOCK_GETTIME = 113, SYS_OPENAT = 56 };

static inline i64 system_call(i64 number, i64 a, i64 b, i64 c, i64 d) {
  register i64 x8 __asm__("x8") = number;
  register i64 x0 __asm__("x0") = a;
  register i64 x1 __asm__("x1") = b;
  register i64 x2 __asm__("x2") = c;
  register i64 x3 __asm__("x3") = d;
  __asm__ volatile("svc #0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3) : "memory");
  return x0;
}
#else
#error "sessionspec-clock is written for 64-bit x86 and ARM"
#endif

#define EXPORTED __attribute__((visibility("default")))
/* Signals and threads read these; an aligned word is never torn, and no order between two of them is relied on. */
#define LOAD(variable) __atomic_load_n(&(variable), __ATOMIC_ACQUIRE)
#define STORE(variable, value) __atomic_store_n(&(variable), (value), __ATOMIC_RELEASE)

enum { EINTR = 4, AT_FDCWD = -100, O_RDONLY = 0, O_CLOEXEC = 02000000 };
enum { NS_PER_SECOND = 1000000000, MAX_DIGITS = 18 };

static i64 open_file(const char *path) {
  return system_call(SYS_OPENAT, AT_FDCWD, (i64)path, O_RDONLY | O_CLOEXEC, 0);
}

static i64 read_file(i64 file, char *buffer, i64 size) {
  i64 count;
  do count = system_call(SYS_READ, file, (i64)buffer, size, 0);
  while (count == -EINTR);
  return count;
}

static void close_file(i64 file) { system_call(SYS_CLOSE, file, 0, 0, 0); }

/* --- Where the clock file is ---------------------------------------------------------------------------------- */

static const char variable[] = "SESSIONSPEC_CLOCK=";
static char path[1024];
enum { UNSOUGHT, ABSENT, NAMED };
static int path_state = UNSOUGHT;

/*
 * From /proc, because musl gives constructors no environment. Two threads that come here at once write the same bytes.
 */
static int seek_path(void) {
  int state = ABSENT;
  i64 file = open_file("/proc/self/environ");
  if (file >= 0) {
    char buffer[1024];
    i64 count;
    unsigned matched = 0, length = 0;
    int skipping = 0;
    while (state == ABSENT && (count = read_file(file, buffer, sizeof buffer)) > 0) {
      for (i64 i = 0; i < count; i++) {
        char c = buffer[i];
        if (matched == sizeof variable - 1) {
          path[length] = c;
          if (c == 0) {
            state = length > 0 ? NAMED : ABSENT;
            break;
          }
          if (++length == sizeof path) { /* longer than any path of ours: as if it were not there */
            matched = 0;
            length = 0;
            skipping = 1;
          }
        } else if (c == 0) {
          matched = 0;
          skipping = 0;
        } else if (!skipping) {
          if (c == variable[matched]) matched++;
          else skipping = 1;
        }
      }
    }
    close_file(file);
  }
  STORE(path_state, state);
  return state;
}

/* Before main: PostgreSQL and Redis write their process title over the environment, and a dropped uid hides it. */
__attribute__((constructor)) static void start(void) {
  if (LOAD(path_state) == UNSOUGHT) seek_path();
}

/* --- What the clock file says --------------------------------------------------------------------------------- */

enum { UNKNOWN, WALL, ALL };
static int mode = UNKNOWN; /* the first one read holds for the life of the process */
static i64 offset = 0;

/* Returns the mode and sets the offset, or UNKNOWN for anything but one whole line. */
static int read_line(i64 *nanoseconds) {
  i64 file = open_file(path);
  if (file < 0) return UNKNOWN;
  char line[48];
  i64 count = read_file(file, line, sizeof line);
  close_file(file);

  int found = UNKNOWN;
  i64 first = 0;
  if (count > 4 && line[0] == 'a' && line[1] == 'l' && line[2] == 'l' && line[3] == ' ') {
    found = ALL;
    first = 4;
  } else if (count > 5 && line[0] == 'w' && line[1] == 'a' && line[2] == 'l' && line[3] == 'l' && line[4] == ' ') {
    found = WALL;
    first = 5;
  }
  if (found == UNKNOWN) return UNKNOWN;
  i64 i = first, value = 0;
  for (; i < count && line[i] >= '0' && line[i] <= '9'; i++) {
    if (i - first == MAX_DIGITS) return UNKNOWN;
    value = value * 10 + (line[i] - '0');
  }
  if (i == first || i + 1 != count || line[i] != '\n') return UNKNOWN;
  *nanoseconds = value;
  return found;
}

/*
 * When the file is missing or half written just now, things stay as they are. A new value counts when it is read twice:
 * Linux may show a reader the digits of a write in progress, and such a mixture would be a time that never was.
 */
static void read_clock_file(void) {
  int state = LOAD(path_state);
  if (state == UNSOUGHT) state = seek_path();
  if (state != NAMED) return;
  i64 value, again;
  int found = read_line(&value);
  if (found == UNKNOWN || (value == LOAD(offset) && LOAD(mode) != UNKNOWN)) return;
  for (int attempt = 0; attempt < 8; attempt++, value = again) {
    if (read_line(&again) == UNKNOWN) return;
    if (again != value) continue;
    STORE(offset, value);
    if (LOAD(mode) == UNKNOWN) STORE(mode, found);
    return;
  }
}

static i64 offset_of(int clock) {
  switch (clock) {
    case 0: /* REALTIME */
    case 5: /* REALTIME_COARSE */
    case 8: /* REALTIME_ALARM */
    case 11: /* TAI */
      read_clock_file();
      return LOAD(offset);
    case 1: /* MONOTONIC */
    case 4: /* MONOTONIC_RAW */
    case 6: /* MONOTONIC_COARSE */
    case 7: /* BOOTTIME */
    case 9: /* BOOTTIME_ALARM */
      if (LOAD(mode) == WALL) return 0;
      read_clock_file();
      return LOAD(mode) == ALL ? LOAD(offset) : 0;
    default: /* processor time */
      return 0;
  }
}

/* --- What programs call --------------------------------------------------------------------------------------- */

extern int *__errno_location(void) __attribute__((weak)); /* the same name in glibc and musl */

static int moved_clock(int clock, struct timespec *now) {
  i64 added = offset_of(clock);
  i64 error = system_call(SYS_CLOCK_GETTIME, clock, (i64)now, 0, 0);
  if (error < 0) {
    if (__errno_location) *__errno_location() = (int)-error;
    return -1;
  }
  if (added != 0) {
    now->tv_sec += added / NS_PER_SECOND;
    now->tv_nsec += added % NS_PER_SECOND;
    if (now->tv_nsec >= NS_PER_SECOND) {
      now->tv_sec++;
      now->tv_nsec -= NS_PER_SECOND;
    }
  }
  return 0;
}

EXPORTED int clock_gettime(int clock, struct timespec *now) { return moved_clock(clock, now); }

/* The name that the parts of a glibc older than 2.34 call each other by. */
EXPORTED int __clock_gettime(int clock, struct timespec *now) { return moved_clock(clock, now); }

EXPORTED int gettimeofday(struct timeval *now, struct timezone *zone) {
  if (zone) zone->tz_minuteswest = zone->tz_dsttime = 0;
  if (now) {
    struct timespec precise;
    if (moved_clock(0, &precise) < 0) return -1;
    now->tv_sec = precise.tv_sec;
    now->tv_usec = precise.tv_nsec / 1000;
  }
  return 0;
}

EXPORTED i64 time(i64 *result) {
  struct timespec precise;
  if (moved_clock(0, &precise) < 0) return -1;
  if (result) *result = precise.tv_sec;
  return precise.tv_sec;
}

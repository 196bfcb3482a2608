#!/usr/bin/env bash
# Shows that the ARM shim moves time, on any Linux: an ARM program against ARM's glibc runs under qemu while its clock
# file is stepped two hours ahead. Needs gcc-aarch64-linux-gnu, libc6-dev-arm64-cross and qemu-user-static of Debian.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
compiler=aarch64-linux-gnu-gcc
emulator=qemu-aarch64-static
[ "$(uname -m)" != aarch64 ] || { compiler=gcc; emulator=''; }
for tool in $compiler $emulator; do
  command -v "$tool" > /dev/null ||
    { echo "try-arm64.sh: there is no $tool: apt-get install gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user-static" >&2; exit 3; }
done
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
cp bin/linux-arm64/sessionspec-clock.so "$scratch" # LD_PRELOAD takes no space and no colon

"$compiler" -O2 -Wall -Wextra -Werror -o "$scratch/times" -x c - <<'C'
#include <stdio.h>
#include <sys/time.h>
#include <time.h>
static long long ms(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}
int main(void) {
  int wanted;
  while ((wanted = getchar()) != EOF) {
    struct timeval now;
    gettimeofday(&now, NULL);
    printf("%lld %lld %lld %lld %lld\n", time(NULL) * 1000LL, now.tv_sec * 1000LL + now.tv_usec / 1000,
           ms(CLOCK_REALTIME), ms(CLOCK_REALTIME_COARSE), ms(CLOCK_MONOTONIC));
    fflush(stdout);
  }
}
C

names=('time()' 'gettimeofday' CLOCK_REALTIME CLOCK_REALTIME_COARSE CLOCK_MONOTONIC)
step=7200000
near() { [ $(($1 - $2)) -lt 30000 ] && [ $(($2 - $1)) -lt 30000 ]; }
failed=0

# in_mode "what" preload first second moved…: starts the program, steps its clock, and compares what each clock moved by.
in_mode() {
  local what="$1" preload="$2" mode="$3" before after moved at
  shift 3
  printf '%s %018d\n' "$mode" 0 > "$scratch/clock"
  # The shim looks into /proc/self/environ, which under qemu is the emulator's own.
  if [ -n "$emulator" ]; then
    coproc P { SESSIONSPEC_CLOCK="$scratch/clock" "$emulator" -L /usr/aarch64-linux-gnu ${preload:+-E "LD_PRELOAD=$preload"} "$scratch/times"; }
  else
    coproc P { SESSIONSPEC_CLOCK="$scratch/clock" LD_PRELOAD="$preload" "$scratch/times"; }
  fi
  local pid="$P_PID" in="${P[0]}" out="${P[1]}"
  printf . >&"$out" && read -r -a before <&"$in"
  printf '%s %018d\n' "$mode" "$((step * 1000000))" > "$scratch/clock"
  printf . >&"$out" && read -r -a after <&"$in"
  eval "exec $out>&-"
  wait "$pid"
  for at in 0 1 2 3 4; do
    moved=$((after[at] - before[at]))
    printf '%-8s %-22s moved by %8d ms' "$what" "${names[at]}" "$moved"
    if near "$moved" "${@:at+1:1}"; then echo; else echo ", not by ${*:at+1:1}"; failed=1; fi
  done
}
shim="$scratch/sessionspec-clock.so"
in_mode 'no shim' '' all 0 0 0 0 0
in_mode wall "$shim" wall $step $step $step $step 0
in_mode all "$shim" all $step $step $step $step $step
[ "$failed" = 0 ] || { echo 'try-arm64.sh: the shim does not move time as it must' >&2; exit 1; }

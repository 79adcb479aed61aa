#!/bin/sh
# Ends the throwaway PostgreSQL written down in the folder $1: at once, or, given a process id as $2, as soon as that
# process is gone. Safe to run at any time, any number of times.
home=$1
failed=0

if [ -n "${2-}" ]; then
  trap '' INT HUP TERM
  while kill -0 "$2" 2>/dev/null; do sleep 0.3; done
fi

if [ -f "$home/container" ]; then
  container=$(cat "$home/container")
  docker rm -f -v "$container" >/dev/null 2>&1
  # While it is still there, the note of it stays for the next run.
  if docker container inspect "$container" >/dev/null 2>&1; then failed=1; else rm -f "$home/container"; fi
fi

# Java and the driver are those of the build that made the database.
if [ -f "$home/database" ]; then
  java=$(sed -n 1p "$home/database")
  driver=$(sed -n 2p "$home/database")
  if "$java" -cp "$driver" "$(dirname "$0")/DropDatabase.java" "$home/database"
  then rm -f "$home/database"
  else failed=1
  fi
fi

# The first line of postmaster.pid is the process, the second its data folder: a number used again by another program
# is left alone.
if [ -f "$home/data/postmaster.pid" ]; then
  pid=$(sed -n 1p "$home/data/postmaster.pid")
  # Small images have no ps.
  case $({ ps -o command= -p "$pid" || tr '\0' ' ' <"/proc/$pid/cmdline"; } 2>/dev/null) in
    *postgres*"$home/data"*)
      kill -QUIT "$pid"
      # It takes the file away as its last act; that the process is gone shows only when its parent has noticed.
      while [ -f "$home/data/postmaster.pid" ] && kill -0 "$pid" 2>/dev/null; do sleep 0.02; done
      ;;
  esac
fi
rm -rf "$home/data"
exit $failed

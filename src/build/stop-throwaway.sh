#!/bin/sh
# Ends the throwaway PostgreSQL written down in the folder $1: at once, or, given a process id as $2, as soon as that
# process is gone. Safe to run at any time, any number of times.
home=$1

if [ -n "${2-}" ]; then
  trap '' INT HUP TERM
  while kill -0 "$2" 2>/dev/null; do sleep 0.3; done
fi

if [ -f "$home/container" ]; then
  docker rm -f -v "$(cat "$home/container")" >/dev/null 2>&1
  rm -f "$home/container"
fi

# The first line of postmaster.pid is the process, the second its data folder: a number used again by another program
# is left alone.
if [ -f "$home/data/postmaster.pid" ]; then
  pid=$(sed -n 1p "$home/data/postmaster.pid")
  case $(ps -o command= -p "$pid" 2>/dev/null) in
    *postgres*"$home/data"*)
      kill -QUIT "$pid"
      while kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
      ;;
  esac
fi
rm -rf "$home/data"

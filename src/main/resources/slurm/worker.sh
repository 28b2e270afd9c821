#!/bin/bash
# One task of an array of gpicl workers (docs/slurm.md). Slurm sends TERM before the task's time is
# up or its node is taken: the worker then stores checkpoints, and the task queues up again.
worker=
asked=
interrupted=
end() {
  asked=1
  interrupted=1
  [ -z "$worker" ] || kill -TERM "$worker" 2>/dev/null
}
trap end TERM

@SETUP@

# Images that the manager has, where the nodes see its folders: they are not downloaded again.
images=@IMAGES@
if [ -d "$images" ]; then
  export GPICL_DATA=$images
fi

status=0
home=$(mktemp -d "${TMPDIR:-/tmp}/gpicl-worker.XXXXXX") || exit 1
if [ -z "$asked" ]; then
  @PROGRAM@ worker --home "$home" --workers "${SLURM_CPUS_PER_TASK:-1}" --idle @IDLE@ &
  worker=$!
  [ -z "$asked" ] || end
  # The signal also ends a wait, but not yet the worker.
  while :; do
    interrupted=
    wait "$worker"
    status=$?
    [ -n "$interrupted" ] && [ "$status" -gt 128 ] || break
  done
fi
rm -rf "$home"

# A task that was cancelled gets the same signal, and requeueing would bring it back to life.
task=${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}
if [ -n "$asked" ] && [ "$(squeue --noheader --jobs="$task" --format=%T)" = RUNNING ]; then
  exec scontrol requeue "$task"
fi
exit "$status"

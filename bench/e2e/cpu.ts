import { readdirSync, readFileSync } from 'node:fs'

/** Seconds that the threads of a process have been on a CPU; its /proc/PID/stat counts in hundredths, which are whole reviews. */
export function cpuSeconds(pid: number): number {
  const tasks = `/proc/${pid}/task`
  const nanoseconds = readdirSync(tasks).map((task) => Number(readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ', 1)[0]))
  return nanoseconds.reduce((sum, one) => sum + one, 0) / 1e9
}

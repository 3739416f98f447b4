import { open, rm, stat, utimes } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

export interface LockTimes {
  readonly beatMs: number
  /** A lock whose file did not change for so long belongs to a process that died. */
  readonly deadAfterMs: number
}

const TIMES: LockTimes = { beatMs: 2_000, deadAfterMs: 20_000 }

/**
 * Holds the lock file while `work` runs. A lock that outlived its process is recognised by its file standing still, not by a process id:
 * ids are used again and mean nothing across containers that share a cache. Should two take over at once, the work is merely done twice:
 * its result appears by a rename.
 */
export async function withBuildLock<T>(path: string, waiting: () => void, work: () => Promise<T>, times = TIMES): Promise<T> {
  let told = false
  while (!(await taken(path))) {
    if (!told) waiting()
    told = true
    await released(path, times)
  }
  const beat = setInterval(() => {
    const now = new Date()
    utimes(path, now, now).catch(() => undefined)
  }, times.beatMs)
  try {
    return await work()
  } finally {
    clearInterval(beat)
    await rm(path, { force: true })
  }
}

async function taken(path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx')).close()
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

async function released(path: string, { beatMs, deadAfterMs }: LockTimes): Promise<void> {
  let last = await changed(path)
  let since = performance.now()
  while (last !== undefined) {
    await sleep(beatMs / 4)
    const now = await changed(path)
    if (now !== last) since = performance.now()
    last = now
    if (performance.now() - since > deadAfterMs) {
      await rm(path, { force: true })
      return
    }
  }
}

async function changed(path: string): Promise<number | undefined> {
  return await stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  )
}

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { end, startCluster } from './cluster.ts'
import { freePort } from './free-port.ts'
import { writeKeyPair } from './key-pair.ts'

/** How long `portcullis serve` takes from its start until /readyz says yes, in milliseconds: the best of some starts. */
export async function measureReady(objects: number, starts: number): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), 'portcullis-bench-'))
  const kubeconfig = join(dir, 'kubeconfig')
  const running: ChildProcess[] = [await startCluster(kubeconfig, objects)]
  try {
    await writeKeyPair(dir)
    let best = Number.POSITIVE_INFINITY
    for (let n = 0; n < starts; n++) best = Math.min(best, await once(kubeconfig, dir, running))
    return best
  } finally {
    await end(running)
    rmSync(dir, { recursive: true })
  }
}

async function once(kubeconfig: string, dir: string, running: ChildProcess[]): Promise<number> {
  const [port, health] = [await freePort(), await freePort()]
  const binds = ['--bind', `127.0.0.1:${port}`, '--health-bind', `127.0.0.1:${health}`, '--tls-dir', dir]
  const program = join(import.meta.dirname, '..', 'src', 'main.ts')
  const began = performance.now()
  const child = spawn(process.execPath, [program, 'serve', '--kubeconfig', kubeconfig, ...binds, '--log-level', 'warn'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  running.push(child)
  for (;;) {
    if (await isReady(health)) break
    if (child.exitCode !== null) throw new Error('portcullis serve ended before it was ready')
    await sleep(10)
  }
  const took = performance.now() - began
  await end([child])
  running.pop()
  return took
}

/** Also: it has seen the whole cluster. */
export async function isReady(health: number): Promise<boolean> {
  return (await fetch(`http://127.0.0.1:${health}/readyz`).catch(() => undefined))?.ok ?? false
}

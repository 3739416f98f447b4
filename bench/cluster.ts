import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Starts an API server in a process of its own, and waits until it listens and `kubeconfig` leads to it. */
export async function startCluster(kubeconfig: string, objects: number): Promise<ChildProcess> {
  const words = [join(import.meta.dirname, 'api-server.ts'), '--objects', String(objects), '--kubeconfig', kubeconfig]
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'] })
  for (let waited = 0; !existsSync(kubeconfig); waited += 50) {
    if (waited > 120_000 || child.exitCode !== null) throw new Error(`the cluster did not start: ${words.join(' ')}`)
    await sleep(50)
  }
  return child
}

/** Ends processes one after the other, the last started first: who loses its cluster complains. */
export async function end(children: readonly ChildProcess[]): Promise<void> {
  for (const child of [...children].reverse()) {
    if (child.exitCode !== null) continue
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill()
    await gone
  }
}

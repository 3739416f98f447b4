/**
 * `npm run bench`: /validate beside a bare node:https server, in separate processes, in interleaved rounds of one run.
 *
 *   --target CMD    how to start the program: {port}, {health}, {tls} and {kubeconfig} are replaced by two free ports, a folder with tls.crt
 *                   and tls.key, and the file that leads to a cluster
 *   --objects N     how many objects that cluster holds (default 100000)
 *   --rounds N      --seconds N (of each round)      --connections N      --path /validate
 *
 * Exit code 1: below 0.8 of the requests of the bare server, or above twice its p99.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { accepts } from '../test/support/ports.ts'
import { end, startCluster } from './cluster.ts'
import { freePort } from './free-port.ts'
import { writeKeyPair } from './key-pair.ts'
import { load, type Measured } from './load.ts'
import { isReady } from './ready.ts'
import { httpRouteUpdate } from './review.ts'

const { values } = parseArgs({
  options: {
    target: { type: 'string' },
    objects: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '16' },
    path: { type: 'string', default: '/validate' },
  },
})
const LEAST_RATE = 0.8
const MOST_P99 = 2
const here = import.meta.dirname
const node = process.execPath
const contestants = [
  { name: 'bare node:https', command: [node, join(here, 'bare.ts'), '--port', '{port}', '--tls', '{tls}'] },
  { name: 'wire only', command: [node, join(here, 'wire.ts'), '--port', '{port}', '--tls', '{tls}'] },
  ...(values.target ? [{ name: 'portcullis serve', command: values.target.split(' ').map((word) => (word === 'node' ? node : word)) }] : []),
]

const dir = mkdtempSync(join(tmpdir(), 'portcullis-bench-'))
const kubeconfig = join(dir, 'kubeconfig')
const running: ChildProcess[] = []
try {
  await writeKeyPair(dir)
  if (contestants.some(({ command }) => command.some((word) => word.includes('{kubeconfig}'))))
    running.push(await startCluster(kubeconfig, Number(values.objects)))
  const ports = await Promise.all(contestants.map(start))
  const results: Measured[][] = contestants.map(() => [])
  const connections = Number(values.connections)
  for (const port of ports) await load(port, values.path, httpRouteUpdate, connections, 1)
  for (let round = 0; round < Number(values.rounds); round++) {
    // Each starts a round in turn, so that no one always runs on a machine that another has just heated.
    for (const place of ports.keys()) {
      const index = (place + round) % ports.length
      results[index]?.push(await load(ports[index] as number, values.path, httpRouteUpdate, connections, Number(values.seconds)))
    }
  }
  print(results.map(median))
} finally {
  await end(running)
  rmSync(dir, { recursive: true })
}

async function start({ name, command }: { name: string; command: string[] }): Promise<number> {
  const [port, health] = [await freePort(), await freePort()]
  const words = command.map((word) =>
    word.replaceAll('{port}', String(port)).replaceAll('{health}', String(health)).replaceAll('{tls}', dir).replaceAll('{kubeconfig}', kubeconfig),
  )
  const child = spawn(words[0] as string, words.slice(1), { stdio: ['ignore', 'ignore', 'inherit'] })
  running.push(child)
  let failed: string | undefined
  child.on('error', (error) => (failed = error.message))
  child.on('exit', (code) => (failed ??= `exit code ${code}`))
  for (let waited = 0; waited < 120_000; waited += 100) {
    if (failed !== undefined) throw new Error(`${name} did not start (${failed}): ${words.join(' ')}`)
    if (command.some((word) => word.includes('{health}')) ? await isReady(health) : await accepts(port)) return port
    await sleep(100)
  }
  throw new Error(`${name} does not listen on port ${port}: ${words.join(' ')}`)
}

/** Of each figure on its own: a neighbour's noise in one round moves none of them. */
function median(rounds: readonly Measured[]): Measured {
  const of = (key: keyof Measured) => rounds.map((round) => round[key]).sort((a, b) => a - b)[Math.floor(rounds.length / 2)] as number
  return { perSecond: of('perSecond'), p50: of('p50'), p99: of('p99') }
}

function print(results: readonly Measured[]): void {
  const floor = results[0] as Measured
  const size = Buffer.byteLength(httpRouteUpdate('u'))
  const lines = [
    `${values.path}, HTTPRoute UPDATE of ${size} bytes, ${values.connections} keep-alive TLS connections, median of ${values.rounds} rounds, ${values.objects} objects in the cluster`,
  ]
  lines.push(row('', 'requests/s', 'ratio', 'p50 ms', 'ratio', 'p99 ms', 'ratio'))
  for (const [index, result] of results.entries()) {
    const cells = [
      [result.perSecond.toFixed(0), result.perSecond / floor.perSecond],
      [result.p50.toFixed(2), result.p50 / floor.p50],
      [result.p99.toFixed(2), result.p99 / floor.p99],
    ] as const
    lines.push(row(contestants[index]?.name ?? '', ...cells.flatMap(([figure, ratio]) => [figure, ratio.toFixed(2)])))
  }
  process.stdout.write(`${lines.join('\n')}\n`)
  const ours = values.target ? results.at(-1) : undefined
  if (ours && (ours.perSecond < LEAST_RATE * floor.perSecond || ours.p99 > MOST_P99 * floor.p99)) {
    process.stdout.write(`missed: at least ${LEAST_RATE} of the requests of the bare server, and at most ${MOST_P99} times its p99\n`)
    process.exitCode = 1
  }
}

function row(name: string, ...cells: string[]): string {
  return name.padEnd(18) + cells.map((cell) => cell.padStart(11)).join('')
}

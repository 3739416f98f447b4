/**
 * `npm run soak`: a `serve` under churn of objects in a real API server, with reviews all the while. Memory that is still held after a garbage
 * collection, resident memory and descriptors are fitted over the second half of the run; growth above the bounds fails. Wants Linux (`/proc`), and
 * not many fewer writes than by default: what is kept for a while grows until it is full.
 *
 *   --writes N (default 18000)      --per-second N (of writes, default 100)      --rows N (of the table)
 */
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openClients } from '../test/support/clients.ts'
import { findAssets } from '../test/support/control-plane/assets.ts'
import { type ControlPlane, startControlPlane } from '../test/support/control-plane/start.ts'
import { applyCrds } from '../test/support/crds.ts'
import { awaitCalls, startPortcullis } from '../test/support/portcullis.ts'
import { installBase } from '../test/support/registration.ts'
import { descriptorsOf } from '../test/support/review-load.ts'
import type { Serve } from '../test/support/serve.ts'
import { churn } from './churn.ts'
import { inspect } from './inspector.ts'

const { values } = parseArgs({
  options: {
    writes: { type: 'string', default: '18000' },
    'per-second': { type: 'string', default: '100' },
    rows: { type: 'string', default: '12' },
  },
})
const EVERY = 3_000
const MIB = 1024 * 1024
/** Growth of each in a minute that is no noise. */
const BOUNDS = { live: 1, resident: 6, descriptors: 3 }

interface Sample {
  readonly seconds: number
  readonly writes: number
  readonly reviews: number
  /** MiB. */
  readonly live: number
  readonly resident: number
  readonly descriptors: number
  /** Milliseconds since the last sample. */
  readonly delayed: number
}

const say = (line: string): void => void process.stdout.write(`${line}\n`)

async function soak(plane: ControlPlane): Promise<boolean> {
  await applyCrds(plane, 'v1.7.0-standard')
  const serve = await startPortcullis(plane, await installBase(plane), { nodeArgs: ['--inspect=127.0.0.1:0'] })
  const clients = await openClients(plane, 4)
  try {
    await awaitCalls(plane)
    const istio = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'GatewayClass', metadata: { name: 'istio' } }
    await clients.post(0, '/apis/gateway.networking.k8s.io/v1/gatewayclasses', { ...istio, spec: { controllerName: 'istio.io/gateway-controller' } })
    const inspector = await inspect(/ws:\/\/\S+/.exec(serve.process.log)?.[0] ?? '')
    const turmoil = churn(clients)
    const samples: Sample[] = []
    const began = performance.now()
    let issued = 0
    let goesOn = true
    const sampling = (async () => {
      while (goesOn) {
        const { reviews, delayed } = await scrape(serve)
        const live = (await inspector.liveBytes()) / MIB
        // The delay that the collection made is not the program's.
        await scrape(serve)
        const seconds = (performance.now() - began) / 1000
        samples.push({
          seconds,
          writes: issued,
          reviews,
          live,
          delayed,
          resident: await residentOf(serve),
          descriptors: await descriptorsOf(serve.process.pid),
        })
        await sleep(EVERY)
      }
    })()
    const pace = 1000 / Number(values['per-second'])
    let next = 0
    const worker = async () => {
      while (issued < Number(values.writes)) {
        for (const write of turmoil.application(next++)) {
          const due = began + issued++ * pace
          if (due > performance.now()) await sleep(due - performance.now())
          await write()
        }
      }
    }
    // Two at one time, so that reviews meet.
    await Promise.all([worker(), worker()])
    goesOn = false
    await sampling
    inspector.close()
    return report(samples, turmoil)
  } finally {
    await clients.close()
    await serve.stop()
  }
}

async function scrape(serve: Serve): Promise<{ reviews: number; delayed: number }> {
  const text = await (await fetch(`${serve.healthUrl}/metrics`)).text()
  const reviews = [...text.matchAll(/^portcullis_admission_requests_total\{.*\} (\d+)$/gm)].reduce((sum, [, value]) => sum + Number(value), 0)
  return { reviews, delayed: Number(/^portcullis_event_loop_delay_seconds\{quantile="0.99"\} (\S+)$/m.exec(text)?.[1]) * 1000 }
}

async function residentOf({ process: { pid } }: Serve): Promise<number> {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}

function report(samples: readonly Sample[], { counts, failures }: ReturnType<typeof churn>): boolean {
  const step = Math.max(1, Math.ceil(samples.length / Number(values.rows)))
  say('| s | writes | reviews | live MiB | resident MiB | descriptors | event loop p99 ms |')
  say('|---|---|---|---|---|---|---|')
  for (const [at, one] of samples.entries()) {
    if (at % step !== 0 && at !== samples.length - 1) continue
    const { seconds, writes, reviews, live, resident, descriptors, delayed } = one
    say(`| ${seconds.toFixed(0)} | ${writes} | ${reviews} | ${live.toFixed(2)} | ${resident.toFixed(0)} | ${descriptors} | ${delayed.toFixed(1)} |`)
  }
  const half = samples.slice(Math.floor(samples.length / 2))
  const minutes = half.map(({ seconds }) => seconds / 60)
  say(`${counts.written} writes, ${counts.refused} refused, ${counts.failed} failed; growth in a minute over the second half:`)
  let isFlat = counts.failed === 0
  for (const [what, bound] of Object.entries(BOUNDS)) {
    const slope = slopeOf(
      minutes,
      half.map((one) => one[what as keyof typeof BOUNDS]),
    )
    if (!(slope <= bound)) isFlat = false
    say(`  ${what}: ${slope.toFixed(2)}${what === 'descriptors' ? '' : ' MiB'} (at most ${bound})`)
  }
  for (const failure of failures.slice(0, 5)) say(failure)
  return isFlat
}

/** The median of the slopes of all pairs (Theil and Sen): one outlier moves nothing. */
function slopeOf(xs: readonly number[], ys: readonly number[]): number {
  const slopes = xs.flatMap((x, i) => xs.slice(i + 1).map((other, j) => ((ys[i + 1 + j] as number) - (ys[i] as number)) / (other - x)))
  slopes.sort((a, b) => a - b)
  return slopes[Math.floor(slopes.length / 2)] ?? Number.NaN
}

async function main(): Promise<number> {
  const assets = await findAssets({ env: process.env, say })
  if (!('folder' in assets)) {
    process.stderr.write(`The soak test needs a control plane: ${'absent' in assets ? assets.absent : assets.broken}\n`)
    return 1
  }
  const plane = await startControlPlane(assets.folder)
  try {
    return (await soak(plane)) ? 0 : 1
  } finally {
    await plane.stop()
  }
}

process.exitCode = await main()

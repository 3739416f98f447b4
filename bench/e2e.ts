/**
 * `npm run bench:e2e`: what a person waits for at a real API server, beside no-op webhooks in Go (controller-runtime) and in Node (node:https),
 * all in one run: absolute times are this machine's, only the ratios hold. Exit code 1 when a bar is missed.
 *
 *   --updates N (of each webhook, alternating)      --objects N (in the cluster)
 *
 * Portcullis runs as people run it: built, with the shipped rights, at its live view of the cluster.
 */
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { findAssets } from '../test/support/control-plane/assets.ts'
import { type ControlPlane, startControlPlane } from '../test/support/control-plane/start.ts'
import { applyCrds } from '../test/support/crds.ts'
import { Api } from './e2e/api.ts'
import { build, type Programs } from './e2e/builds.ts'
import { populate } from './e2e/cluster.ts'
import { startContestants } from './e2e/contestants.ts'
import { Course, type Entrant } from './e2e/measure.ts'
import { report } from './e2e/report.ts'
import { createRoute } from './e2e/route.ts'

const PARTS = 5
const ROUTES = 4
const WARM_UP = { rounds: 20, seconds: 5 }

const say = (line: string): void => void process.stderr.write(`${line}\n`)

function wholeNumber(flag: string, value: string, least: number): number {
  if (/^\d{1,7}$/.test(value) && Number(value) >= least) return Number(value)
  throw new Error(`--${flag} cannot be "${value}": write a whole number from ${least}`)
}

async function enter(plane: ControlPlane, api: Api, programs: Programs, namespaces: number): Promise<readonly Entrant[]> {
  const contestants = await startContestants(plane, programs)
  const entrants: Entrant[] = []
  for (const contestant of contestants) {
    const routes = []
    for (let n = 0; n < ROUTES; n++) routes.push(await createRoute(api, contestant.id, n, namespaces))
    entrants.push({ ...contestant, routes })
    say(`${contestant.title}: routes of ${routes[0]?.stored.length} bytes`)
  }
  return entrants
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { updates: { type: 'string', default: '400' }, objects: { type: 'string', default: '10000' } } })
  const updates = wholeNumber('updates', values.updates, 2 * PARTS)
  const objects = wholeNumber('objects', values.objects, 200)
  if (!existsSync('/proc/self/schedstat')) throw new Error('CPU time is read from /proc, which this system does not have: it takes a Linux')
  const assets = await findAssets({ env: process.env, say })
  if (!('folder' in assets)) throw new Error(`a control plane is needed: ${'absent' in assets ? assets.absent : assets.broken}`)

  // A signal before this is done ends the process as usual; the watchdog tidies up.
  const plane = await startControlPlane(assets.folder)
  const api = await Api.as(plane.kubeconfig)
  const stopped = new Promise<never>((_, reject) => {
    // Not once: a Ctrl-C arrives twice, from the terminal and from npm.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => reject(new Error(`stopped by ${signal}`)))
  })
  try {
    return await Promise.race([measure(plane, api, updates, objects), stopped])
  } finally {
    await plane.stop()
    await api.close()
  }
}

async function measure(plane: ControlPlane, api: Api, updates: number, objects: number): Promise<number> {
  say('Building the webhooks (the one in Go takes minutes the first time) …')
  const programs = await build(plane.folder, plane.watchdog)
  say(`Putting ${objects} objects into the cluster …`)
  await applyCrds(plane, 'v1.7.0-standard')
  const namespaces = await populate(api, objects)
  say('Starting the webhooks …')
  const course = new Course(api, await enter(plane, api, programs, namespaces))
  await course.warmUp(WARM_UP.rounds, WARM_UP.seconds)

  const figures = await course.run({ updates, parts: PARTS }, (part) => say(`Part ${part} of ${PARTS} is measured.`))
  const { text, missed } = report(figures)
  process.stdout.write(`One HTTPRoute update at a time, ${updates} for each webhook, ${objects} objects in the cluster\n\n${text}\n`)
  return missed.length === 0 ? 0 : 1
}

process.exitCode = await main().catch((error: unknown) => {
  say(`bench:e2e: ${error instanceof Error ? error.message : String(error)}`)
  return 1
})

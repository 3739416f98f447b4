/**
 * `npm run bench:scale`: what a verdict costs with caches of 1,000, 10,000 and 100,000 objects, in interleaved rounds of one run; heap per
 * cached route; how long a relist blocks the event loop.
 *
 *   --sizes 1000,10000,100000      --rounds N      --reviews N (of each subject and round)      --dependents N
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { driftOf } from '../src/cluster/drift.ts'
import { createJudge } from '../src/engine/judge.ts'
import type { Judge, Subject } from '../src/engine/verdict.ts'
import { KindTable } from '../src/gateway/kind-table.ts'
import type { Kind } from '../src/gateway/kinds.ts'
import type { ObjectStore } from '../src/gateway/object-store.ts'
import type { AnyObject, UntypedObject } from '../src/gateway/objects.ts'
import { project } from '../src/gateway/projection.ts'
import { implementationsFrom } from '../src/implementations/index.ts'
import { RULES } from '../src/rules/index.ts'
import { filled, gateway, population, route } from './population.ts'

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,10000,100000' },
    rounds: { type: 'string', default: '20' },
    reviews: { type: 'string', default: '200' },
    dependents: { type: 'string', default: '5000' },
  },
})
const sizes = values.sizes.split(',').map(Number)
const dependents = Number(values.dependents)

const judgeOf = (view: ObjectStore): Judge =>
  createJudge({
    view,
    implementations: implementationsFrom(['envoy-gateway@1.9']),
    rules: RULES,
    defaulters: [],
    policyFor: () => ({ preset: 'default', rules: {} }),
  })

interface Asked {
  readonly title: string
  /** How many of them make up a sample: few where one takes long. */
  readonly few?: number
  subject(n: number): Subject
}

const subject = (kind: Kind, operation: Subject['operation'], object: UntypedObject, oldObject?: UntypedObject): Subject => ({
  operation,
  kind,
  name: object.metadata.name,
  ...(object.metadata.namespace !== undefined && { namespace: object.metadata.namespace }),
  ...(operation !== 'DELETE' && { object }),
  ...(oldObject && { oldObject }),
  dryRun: false,
})

const changed = (one: UntypedObject): UntypedObject => ({ ...one, metadata: { ...one.metadata, generation: 2 } as UntypedObject['metadata'] })
const withoutWeb = (one: UntypedObject): UntypedObject => ({
  ...one,
  spec: { ...(one.spec as object), listeners: [{ name: 'other', port: 81, protocol: 'HTTP' }] },
})
const aRoute = (n: number) => route(`route-${n % 40}`, `ns-${(n % 40) % 5}`, n % 40, 'gw-0')
const aSet = (name: string): UntypedObject => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'ListenerSet',
  metadata: { name, namespace: 'infra' },
  spec: {
    parentRef: { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'gw-1' },
    listeners: [{ name: 'n', port: 9001, protocol: 'HTTP' }],
  },
})
const grant: UntypedObject = {
  apiVersion: 'gateway.networking.k8s.io/v1beta1',
  kind: 'ReferenceGrant',
  metadata: { name: 'routes', namespace: 'ns-1' },
  spec: { from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'ns-2' }], to: [{ group: '', kind: 'Service' }] },
}
const eg: UntypedObject = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'GatewayClass',
  metadata: { name: 'other' },
  spec: { controllerName: 'gateway.envoyproxy.io/gatewayclass-controller' },
}
const big = gateway('big', 0)

const ASKED: readonly Asked[] = [
  { title: 'HTTPRoute CREATE', subject: (n) => subject('HTTPRoute', 'CREATE', route(`new-${n}`, 'ns-0', n, 'gw-0')) },
  { title: 'HTTPRoute UPDATE', subject: (n) => subject('HTTPRoute', 'UPDATE', changed(aRoute(n)), aRoute(n)) },
  { title: 'Gateway CREATE', subject: (n) => subject('Gateway', 'CREATE', gateway(`new-${n}`, n)) },
  { title: 'ListenerSet CREATE', subject: (n) => subject('ListenerSet', 'CREATE', aSet(`new-${n}`)) },
  { title: 'ReferenceGrant DELETE', subject: () => subject('ReferenceGrant', 'DELETE', grant, grant) },
  { title: 'GatewayClass CREATE', subject: () => subject('GatewayClass', 'CREATE', eg) },
  {
    title: `Gateway UPDATE, ${dependents} dependents`,
    few: 3,
    subject: () => subject('Gateway', 'UPDATE', withoutWeb(big), big),
  },
]

const quantile = (sorted: readonly number[], q: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] as number

setFlagsFromString('--expose-gc')
const gc = runInNewContext('gc') as () => void
const heap = () => {
  gc()
  gc()
  return process.memoryUsage().heapUsed
}

const caches = sizes.map((size) => {
  const before = heap()
  const store = filled(population(size, dependents))
  return { size, judge: judgeOf(store), heap: (heap() - before) / (store.count('HTTPRoute') / 0.7) }
})
const samples = caches.map(() => ASKED.map((): number[] => []))
for (let round = -2; round < Number(values.rounds); round++) {
  for (const at of caches.keys()) {
    // Each size begins a round in turn.
    const index = (at + Math.max(0, round)) % caches.length
    const { judge } = caches[index] as (typeof caches)[number]
    for (const [a, { few, subject: make }] of ASKED.entries()) {
      for (let n = 0; n < (few ?? Number(values.reviews)); n++) {
        const one = make(n)
        const began = performance.now()
        judge.review(one)
        if (round >= 0) samples[index]?.[a]?.push(performance.now() - began)
      }
    }
  }
}

const us = (ms: number) => `${(ms * 1000).toFixed(ms < 0.01 ? 1 : 0)} µs`
const print = (line: string) => void process.stdout.write(`${line}\n`)
print(`| review | ${sizes.map((size) => `${size} objects: p50, p99`).join(' | ')} | largest to smallest: p50, p99 |`)
print(`|---|${sizes.map(() => '---|').join('')}---|`)
for (const [a, { title }] of ASKED.entries()) {
  const sorted = samples.map((of) => (of[a] as number[]).sort((x, y) => x - y))
  const cells = sorted.map((of) => `${us(quantile(of, 0.5))}, ${us(quantile(of, 0.99))}`)
  const [first, last] = [sorted[0] as number[], sorted.at(-1) as number[]]
  const ratio = (q: number) => (quantile(last, q) / quantile(first, q)).toFixed(2)
  print(`| ${title} | ${cells.join(' | ')} | ${ratio(0.5)}, ${ratio(0.99)} |`)
}
print('')
for (const one of caches) print(`${one.size} objects: ${Math.round(one.heap)} bytes of heap for each object, indexes included`)

const largest = Math.max(...sizes)
const store = filled(population(1000))
// As a reflector takes it: page by page, each parsed, projected and indexed, then the whole table in one step.
const pages: string[] = []
let page: UntypedObject[] = []
for (const [kind, one] of population(largest)) {
  if (kind === 'HTTPRoute') page.push(one)
  if (page.length === 500) pages.push(JSON.stringify({ items: page.splice(0) }))
}
page = []
const delay = monitorEventLoopDelay({ resolution: 1 })
await new Promise((resolve) => setTimeout(resolve, 50))
delay.enable()
await new Promise((resolve) => setTimeout(resolve, 20))
const began = performance.now()
const table = new KindTable('HTTPRoute')
for (const text of pages) {
  const { items } = JSON.parse(text) as { items: UntypedObject[] }
  for (const one of items) table.put(project('HTTPRoute', one) as AnyObject)
  await new Promise((resolve) => setImmediate(resolve))
}
await driftOf(store.table('HTTPRoute'), table, '999999999')
store.adopt(table)
const took = performance.now() - began
await new Promise((resolve) => setTimeout(resolve, 50))
delay.disable()
print(`relist of ${table.size} routes: ${took.toFixed(0)} ms in all, the event loop blocked for at most ${(delay.max / 1e6).toFixed(0)} ms`)

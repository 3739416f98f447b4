/**
 * `npm run bench:scale`: what a verdict costs with caches of 1,000, 10,000 and 100,000 objects, in interleaved rounds of one run; heap per
 * cached route; the largest objects there can be; time to ready; how long a relist blocks the event loop. Exit code 1: a bar is missed.
 *
 *   --sizes 1000,10000,100000      --rounds N      --reviews N (of each subject and round)      --dependents N
 */
import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createJudge } from '../src/engine/judge.ts'
import type { Judge, Subject } from '../src/engine/verdict.ts'
import type { Kind } from '../src/gateway/kinds.ts'
import type { ObjectStore } from '../src/gateway/object-store.ts'
import type { UntypedObject } from '../src/gateway/objects.ts'
import { implementationsFrom } from '../src/implementations/index.ts'
import { RULES } from '../src/rules/index.ts'
import { filled, gateway, population, route } from './population.ts'
import { measureReady } from './ready.ts'
import { measureRelist } from './relist.ts'
import { measureWorst } from './worst.ts'

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
// One that every population holds.
const aRoute = (n: number) => route(`route-${n % 5}`, `ns-${n % 5}`, n % 5, 'gw-0')
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

const missed: string[] = []
const bar = (what: string, figure: number, most: number) => {
  if (figure > most) missed.push(`${what}: ${figure.toFixed(2)}, at most ${most}`)
}
const us = (ms: number) => `${(ms * 1000).toFixed(ms < 0.01 ? 1 : 0)} µs`
const print = (line: string) => void process.stdout.write(`${line}\n`)
print(`| review | ${sizes.map((size) => `${size} objects: p50, p99`).join(' | ')} | largest to smallest: p50, p99 |`)
print(`|---|${sizes.map(() => '---|').join('')}---|`)
for (const [a, { title }] of ASKED.entries()) {
  const sorted = samples.map((of) => (of[a] as number[]).sort((x, y) => x - y))
  const cells = sorted.map((of) => `${us(quantile(of, 0.5))}, ${us(quantile(of, 0.99))}`)
  const [first, last] = [sorted[0] as number[], sorted.at(-1) as number[]]
  const [p50, p99] = [0.5, 0.99].map((q) => quantile(last, q) / quantile(first, q)) as [number, number]
  bar(`${title}, largest to smallest, p50`, p50, 1.2)
  bar(`${title}, largest to smallest, p99`, p99, 1.2)
  print(`| ${title} | ${cells.join(' | ')} | ${p50.toFixed(2)}, ${p99.toFixed(2)} |`)
}
print('')
for (const one of caches) {
  bar(`heap for each object of ${one.size}, bytes`, one.heap, 3000)
  print(`${one.size} objects: ${Math.round(one.heap)} bytes of heap for each cached route, indexes and what else there is included`)
}
caches.length = 0

print('\n| the largest there can be | at half size | at full size | ratio |\n|---|---|---|---|')
for (const { title, half, full } of measureWorst(15)) {
  // Twice is in proportion, four times a quadratic step; the rest is noise.
  bar(`${title}, full to half`, full / half, 3)
  print(`| ${title} | ${half.toFixed(1)} ms | ${full.toFixed(1)} ms | ${(full / half).toFixed(2)} |`)
}

const ready = await measureReady(10_000, 3)
bar('start to ready with 10,000 objects, ms', ready, 3000)
print(`\nstart to ready with 10,000 objects: ${ready.toFixed(0)} ms`)
const { objects, firstList, relist, longestBlock } = await measureRelist(Math.max(...sizes))
bar('longest block of the event loop in a relist, ms', longestBlock, 50)
print(
  `${objects} objects: first list ${firstList.toFixed(0)} ms; relist ${relist.toFixed(0)} ms, the event loop blocked for at most ${longestBlock.toFixed(0)} ms`,
)
for (const one of missed) print(`missed: ${one}`)
if (missed.length > 0) process.exitCode = 1

import { expect, test } from 'vitest'
import { givenCluster } from '../../src/cli/input/given-cluster.ts'
import { parseDocuments } from '../../src/documents/parse.ts'
import { ObjectStore } from '../../src/gateway/object-store.ts'

const filter = (metadata: string) => `apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: HTTPRouteFilter\nmetadata: ${metadata}\n`
const read = parseDocuments([filter('{name: a}'), filter('{name: b, namespace: shop}')].join('---\n'), 'a.yaml')
const asked = [
  ['default', 'a'],
  ['shop', 'a'],
  ['shop', 'b'],
  ['default', 'b'],
] as const
const answers = (cluster: ReturnType<typeof givenCluster>) =>
  asked.map(([namespace, name]) => cluster.exists('gateway.envoyproxy.io', 'HTTPRouteFilter', namespace, name))

test('files are a whole cluster: of a kind that no view holds, what is not among them is not there', () => {
  const cluster = givenCluster(['a.yaml'], [read], undefined)
  expect(answers(cluster)).toEqual([true, false, true, false])
  expect(cluster).toMatchObject({ count: 2, reviewed: [], problems: [] })
})

test('over a live cluster it is not known', () => {
  expect(answers(givenCluster(['a.yaml'], [read], new ObjectStore()))).toEqual([true, undefined, true, undefined])
})

import { describe, expect, it } from 'vitest'
import { kindOf } from '../../src/gateway/kinds.ts'
import type { UntypedObject } from '../../src/gateway/objects.ts'
import { RULES } from '../../src/rules/index.ts'
import { create, subject, update } from '../engine/judge-of.ts'
import { asServed, clusterOf, isReviewed, judging, RUNNERS, refusals, Suite } from './cluster.ts'
import { vendoredFiles } from './manifests.ts'

const files = vendoredFiles()
const tests = [...files.keys()].filter((file) => file.startsWith('tests/'))
/** As strict as a configuration can be: whatever is found refuses. */
const strict = { settings: Object.fromEntries(RULES.map(({ id }) => [id, 'deny'] as const)) }

const labelled = (object: UntypedObject): UntypedObject => ({
  ...object,
  metadata: { ...object.metadata, labels: { ...object.metadata.labels, changed: 'yes' } },
})

describe.each(RUNNERS)('changes in the settled suite, as $entry, with every rule set to deny', (runner) => {
  const suite = new Suite(files, runner)
  const settled = tests.map((file) => {
    const all = [...suite.base(file), ...suite.objects(file)]
    const store = clusterOf(all)
    // The later of two of one name is what is there.
    const there = all.filter(isReviewed).map((one) => {
      const { apiVersion, kind, metadata } = one.reviewed
      const found = store.get((kindOf(apiVersion, kind) as NonNullable<ReturnType<typeof kindOf>>).kind, metadata.namespace, metadata.name)
      if (found.state !== 'found') return { one, object: one.reviewed }
      return { one, object: asServed(found.object) }
    })
    return { judge: judging(store, runner, strict), there }
  })

  it('a label is never refused, whatever was wrong before', () => {
    const found = settled.flatMap(({ judge, there }) =>
      there.flatMap(({ one, object }) => refusals(one, judge.review(update(object, labelled(object))))),
    )
    expect(found).toEqual([])
    // The same objects would not all be let in: the answer is not empty for want of trouble.
    const refused = settled.flatMap(({ judge, there }) => there.filter(({ object }) => !judge.review(create(object)).allowed))
    expect(refused.length).toBeGreaterThan(5)
  })

  it('a DELETE is never refused', () => {
    const found = settled.flatMap(({ judge, there }) =>
      there.flatMap(({ one, object }) => refusals(one, judge.review(subject('DELETE', undefined, object)))),
    )
    expect(found).toEqual([])
  })
})

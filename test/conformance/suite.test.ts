import { describe, expect, it } from 'vitest'
import type { Verdict } from '../../src/engine/verdict.ts'
import { create } from '../engine/judge-of.ts'
import { applied, clusterOf, IN_FILES, isReviewed, judging, RUNNERS, refusals, Suite } from './cluster.ts'
import { type Manifest, vendoredFiles } from './manifests.ts'
import { grantComesLater, grantsUnread, lines, refusedInOrder, refusedSettled } from './refused.ts'

const files = vendoredFiles()
const tests = [...files.keys()].filter((file) => file.startsWith('tests/'))

describe('the vendored suite', () => {
  const suite = new Suite(files, RUNNERS[0] as (typeof RUNNERS)[number])

  it('is whole: as many files and objects as v1.7.0 has', () => {
    const all = ['base/manifests.yaml', 'mesh/manifests.yaml', ...tests]
    const objects = all.flatMap((file) => suite.objects(file))
    expect([all.length, objects.length, objects.filter(isReviewed).length]).toEqual([170, 530, 405])
    expect(tests.filter((file) => file.startsWith('tests/mesh/'))).toHaveLength(21)
  })

  it('has no placeholder left', () => {
    for (const file of tests) {
      for (const { reviewed } of [...suite.base(file), ...suite.objects(file)]) expect(JSON.stringify(reviewed)).not.toMatch(/PLACEHOLDER|\{GATEWAY/)
    }
    const addresses = suite
      .objects('tests/gateway-static-addresses.yaml')
      .flatMap(({ reviewed }) => (reviewed.spec as { addresses?: object[] }).addresses ?? [])
    expect(addresses).toEqual([
      { type: 'test/fake-invalid-type', value: expect.any(String) },
      { type: 'IPAddress', value: expect.any(String) },
      { type: 'IPAddress', value: expect.any(String) },
    ])
  })
})

describe.each(RUNNERS)('the suite, as $entry', (runner) => {
  const suite = new Suite(files, runner)
  const name = runner.entry.split('@')[0] as string
  const refused = (manifests: readonly Manifest[], verdicts: readonly Verdict[]) =>
    manifests.flatMap((one, n) => refusals(one, verdicts[n] as Verdict))

  it('in file order, under gitops: nothing is refused that the controller would not refuse by itself', () => {
    const found = tests.flatMap((file) => {
      const store = clusterOf(suite.base(file))
      const objects = suite.objects(file)
      return refused(objects, applied(store, judging(store, runner, { preset: 'gitops' }), objects))
    })
    expect(found.sort()).toEqual(lines(refusedInOrder(name)))
  })

  it.each([
    ['in a cluster', suite],
    ['in files, which have no ages', new Suite(files, runner, IN_FILES)],
  ])('settled, under default, %s: just that is refused of which the suite or the controller says so', (_, world) => {
    const found = tests.flatMap((file) => {
      const all = [...world.base(file), ...world.objects(file)]
      const judge = judging(clusterOf(all), runner)
      return all.filter(isReviewed).flatMap((one) => refusals(one, judge.review(create(one.reviewed))))
    })
    expect(found.sort()).toEqual(lines(refusedSettled(name)))
  })

  it('settled, under gitops: no missing grant refuses', () => {
    const found = tests.flatMap((file) => {
      const all = [...suite.base(file), ...suite.objects(file)]
      const judge = judging(clusterOf(all), runner, { preset: 'gitops' })
      return all.filter(isReviewed).flatMap((one) => refusals(one, judge.review(create(one.reviewed))))
    })
    expect(found.sort()).toEqual(lines(refusedInOrder(name)))
  })

  it('in file order, under default: applied twice, only that is still out which is refused in the settled state', () => {
    const [first, second] = [new Set<string>(), new Set<string>()]
    for (const file of tests) {
      const store = clusterOf(suite.base(file))
      const objects = suite.objects(file)
      for (const round of [first, second]) {
        const verdicts = applied(store, judging(store, runner), objects, 'allowed')
        for (const refusal of refused(objects, verdicts)) round.add(refusal)
      }
    }
    // A route that came before its Gateway, whose controller nobody knew then, was let in and stays.
    const settled = lines(refusedSettled(name))
    expect([...second].filter((refusal) => !settled.includes(refusal))).toEqual([])
    expect(second.size).toBeGreaterThan(settled.length - 3)
    // What comes before its ReferenceGrant is out once.
    const late = [...first].filter((refusal) => !second.has(refusal))
    expect(new Set(late.map((refusal) => refusal.split(':')[0]))).toEqual(new Set(grantComesLater(name)))
    for (const refusal of late) expect(refusal).toMatch(/ missing-reference-grant .*RefNotPermitted$/)
  })

  it('settled, without any ReferenceGrant: what the suite grants is refused', () => {
    const grants = tests.filter((file) => suite.objects(file).some(({ reviewed }) => reviewed.kind === 'ReferenceGrant'))
    const open = grants.filter((file) => {
      const all = [...suite.base(file), ...suite.objects(file)].filter(({ reviewed }) => reviewed.kind !== 'ReferenceGrant')
      const judge = judging(clusterOf(all), runner)
      return all.filter(isReviewed).every((one) => judge.review(create(one.reviewed)).allowed)
    })
    expect(grants).toHaveLength(11)
    expect(open).toEqual(grantsUnread(name))
  })

  it('mesh: no door ever shuts', () => {
    for (const preset of ['default', 'gitops'] as const) {
      for (const file of tests.filter((one) => one.startsWith('tests/mesh/'))) {
        const store = clusterOf([])
        const all = [...suite.base(file), ...suite.objects(file)]
        expect(refused(all, applied(store, judging(store, runner, { preset }), all))).toEqual([])
      }
    }
  })
})

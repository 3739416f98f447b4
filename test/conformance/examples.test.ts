import { describe, expect, it } from 'vitest'
import type { PresetName } from '../../src/engine/policy.ts'
import type { Verdict } from '../../src/engine/verdict.ts'
import { create } from '../engine/judge-of.ts'
import { gatewayClass } from '../gateway/objects.ts'
import { applied, clusterOf, isReviewed, judging, RUNNERS, type Runner, refusals } from './cluster.ts'
import { type Manifest, manifest, manifestsOf, vendoredFiles } from './manifests.ts'
import { GRANT_COMES_LATER, lines, refusedExamples } from './refused.ts'

const EXAMPLES = [...vendoredFiles()].filter(([file]) => file.startsWith('examples/'))
const CREATED = '2026-01-01T00:00:00Z'
const PRESETS = ['default', 'gitops', 'warn-only'] as const
const under = (folder: string): Manifest[] =>
  EXAMPLES.filter(([file]) => file.startsWith(folder)).flatMap(([file, text]) => manifestsOf(file, text, CREATED))
const all = under('examples/')

/** The examples by what belongs together: a folder of its own, or a file that lies beside others. Several make a Gateway of one name. */
const together = [...Map.groupBy(all, ({ file }) => /^examples\/[^/]+\/[^/]+(?=\/)/.exec(file)?.[0] ?? file).values()]
const standard = under('examples/standard/')

const classNames = new Set(
  all
    .filter(({ reviewed }) => reviewed.kind === 'Gateway')
    .map(({ reviewed }) => String((reviewed.spec as { gatewayClassName?: unknown }).gatewayClassName)),
)

/** Every class that the examples name, of one controller; their own GatewayClass objects are changed to it. */
function withClasses(manifests: readonly Manifest[], { controllerName }: Runner): { classes: Manifest[]; objects: Manifest[] } {
  const annotations = { 'konghq.com/gatewayclass-unmanaged': 'true' }
  const classOf = (name: string) => manifest('classes', gatewayClass(name, controllerName, annotations), CREATED)
  return {
    classes: [...classNames].map(classOf),
    objects: manifests.map((one) => (one.reviewed.kind === 'GatewayClass' ? { ...classOf(one.reviewed.metadata.name), file: one.file } : one)),
  }
}

const refused = (manifests: readonly Manifest[], verdicts: readonly Verdict[]) => manifests.flatMap((one, n) => refusals(one, verdicts[n] as Verdict))

it('the examples are whole', () => {
  const count = (manifests: readonly Manifest[]) => [new Set(manifests.map(({ file }) => file)).size, manifests.length]
  expect([count(all), count(standard)]).toEqual([
    [89, 117],
    [81, 109],
  ])
  expect(classNames.size).toBe(10)
})

describe.each(RUNNERS)('the examples of the specification, as $entry', (runner) => {
  const inOrder = (preset: PresetName, manifests: readonly Manifest[], before: readonly Manifest[] = []) => {
    const store = clusterOf(before)
    return refused(manifests, applied(store, judging(store, runner, { preset }), manifests))
  }

  const implementation = runner.entry.split('@')[0] as string
  // Without configuration of their class nobody but the bare specification claims the controllers that the examples name.
  const bare = implementation === 'gateway-api'
  const byItself = (preset: PresetName) => (preset === 'warn-only' ? [] : refusedExamples(implementation))

  it('as upstream applies them, their classes existing nowhere or for a controller of their own: nothing is refused, but for a grant that comes later', () => {
    for (const folder of [standard, all]) {
      for (const preset of PRESETS) expect(inOrder(preset, folder), preset).toEqual(preset === 'default' && bare ? lines([GRANT_COMES_LATER]) : [])
    }
  })

  it('where all their classes are its own: nothing else, but for what the controller refuses by itself', () => {
    for (const preset of PRESETS) {
      const found = together.flatMap((example) => {
        const { classes, objects } = withClasses(example, runner)
        return inOrder(preset, objects, classes)
      })
      expect(found.sort(), preset).toEqual(lines([...byItself(preset), ...(preset === 'default' ? [GRANT_COMES_LATER] : [])]))
    }
  })

  it('settled, under every preset: nothing but that; and applied once more: nothing at all', () => {
    for (const preset of PRESETS) {
      const worlds = together.map((example) => withClasses(example, runner))
      expect(
        worlds.flatMap(({ classes, objects }) => inOrder(preset, objects, [...classes, ...objects])),
        preset,
      ).toEqual([])
      const found = worlds.flatMap(({ classes, objects }) => {
        const judge = judging(clusterOf([...classes, ...objects]), runner, { preset })
        return objects.filter(isReviewed).flatMap((one) => refusals(one, judge.review(create(one.reviewed))))
      })
      expect(found, preset).toEqual(lines(byItself(preset)))
    }
  })
})

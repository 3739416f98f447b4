import { BACKENDS, kumaRoute, TO_EDGE } from '../kuma-examples.ts'
import { told } from '../limits.ts'
import type { Rule } from '../rule.ts'
import { excerpt } from '../words.ts'

const example = (meta: string) => kumaRoute(`${TO_EDGE}${BACKENDS}`, { meta })

/** A mesh that is named where this version does not look. */
export const meshNameUnread: Rule = {
  id: 'mesh-name-unread',
  class: 'partial',
  kinds: ['Gateway', 'HTTPRoute'],
  about: 'limits',
  docs: () => ({
    summary: 'The mesh of an object is named by a label where the controller reads annotations only, or the other way round.',
    why: 'Kuma reads `kuma.io/mesh` from annotations, from 2.9 on from labels first, and from 3.0 on from labels only. What it does not read leaves the object in the mesh of its namespace, or in mesh `default`.',
    fix: 'Write `kuma.io/mesh` where the version reads it.',
    source: 'istio-kuma.md B5; kumahq/kuma-website#1160',
    implementations: ['kuma@2.8'],
    bad: example(', labels: { kuma.io/mesh: default }'),
    good: example(', annotations: { kuma.io/mesh: default }'),
  }),
  check(prediction) {
    return told(prediction, 'mesh name unread', ({ implementation, meshKey, place, wanted, value }) => ({
      message: `${implementation.title} does not read ${place} ${meshKey}: the ${prediction.object.kind} is in the mesh of its namespace, or in mesh "default", and no status would say so`,
      hint: `write ${wanted} ${meshKey}: ${excerpt(value)}`,
    }))
  },
}

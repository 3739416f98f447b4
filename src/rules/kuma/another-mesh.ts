import { BACKENDS, kumaGateway, kumaRoute, TO_EDGE } from '../kuma-examples.ts'
import { told } from '../limits.ts'
import type { Rule } from '../rule.ts'
import { excerpt } from '../words.ts'

const gateway = kumaGateway({ meta: ', labels: { kuma.io/mesh: prod }' })

/** Routes that are in another mesh than the Gateway of a parent. */
export const anotherMesh: Rule = {
  id: 'another-mesh',
  class: 'partial',
  kinds: ['HTTPRoute'],
  about: 'limits',
  docs: () => ({
    summary: 'A route and the Gateway that it names are in different meshes.',
    why: 'Kuma does not compare them: it writes Accepted=True, puts the route into its own mesh, and the listener never meets it. The mesh is named by `kuma.io/mesh` on the object (a label from 2.9 on, else an annotation), or else on its namespace; what names none is in mesh `default`.',
    fix: 'Write `kuma.io/mesh` on the route as well as on the Gateway.',
    source: 'istio-kuma.md B5 (MeshOf in pkg/plugins/runtime/k8s/util/util.go)',
    implementations: ['kuma@2.14'],
    bad: kumaRoute(`${TO_EDGE}${BACKENDS}`, { gateway }),
    good: kumaRoute(`${TO_EDGE}${BACKENDS}`, { gateway, meta: ', labels: { kuma.io/mesh: prod }' }),
  }),
  check(prediction) {
    return told(prediction, 'another mesh', ({ implementation, meshKey, place, mesh, parentMesh, parent, conditions }) => ({
      message: `the route is in mesh "${excerpt(mesh)}", and Gateway "${excerpt(parent.name)}" in mesh "${excerpt(parentMesh)}": it never gets a request there, ${conditions.some(({ status }) => status === 'True') ? `although ${implementation.title} writes Accepted=True` : 'and no status would say so'}`,
      hint: `write ${place} ${meshKey}: ${excerpt(parentMesh)} on the route, or name a Gateway of mesh "${excerpt(mesh)}"`,
      restsOn: [{ kind: 'Gateway', ...parent, state: 'found' }],
    }))
  },
}

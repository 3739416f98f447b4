import type { Rule, Said } from '../rule.ts'
import { absentAt } from '../rule-facts.ts'
import { enumerate, excerpt, writtenWords } from '../words.ts'

const example = (group: string, kind: string) => `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: envoy }
spec:
  controllerName: gateway.envoyproxy.io/gatewayclass-controller
  parametersRef: { group: ${group}, kind: ${kind}, name: custom, namespace: default }
`

/** Parameters that are not there, or of a kind that the controller does not know. */
export const parametersMissing: Rule = {
  id: 'parameters-missing',
  class: 'absent',
  kinds: ['GatewayClass', 'Gateway', 'XMesh'],
  docs: () => ({
    summary: 'A parametersRef names an object that is not there, or of a kind that the controller does not take.',
    why: 'The class, Gateway or mesh is refused, Accepted=False/InvalidParameters, or the parameters are dropped without a word.',
    fix: 'Create the object, name one that is there, or leave parametersRef out.',
    source: 'ParametersReference, LocalParametersReference (apis/v1); gateway-api.md 2.10, K-PARAM and W-PARAM, and 2.12, P-XMESH',
    bad: example('example.com', 'GatewayConfig'),
    good: example('gateway.envoyproxy.io', 'EnvoyProxy'),
  }),
  check(prediction) {
    if (prediction.kind !== 'GatewayClass' && prediction.kind !== 'Gateway' && prediction.kind !== 'Mesh') return []
    const { parameters } = prediction
    const controller = 'implementation' in prediction ? prediction.implementation.title : 'its controller'
    if (parameters?.state !== 'absent' && parameters?.state !== 'unknown kind') return []
    const { path, group, kind, name, namespace, state, fitting, written } = parameters
    const taken = enumerate(fitting.map(words))
    const trouble = state === 'absent' ? 'is not there' : `is of no kind that ${controller} takes`
    const said: Said = {
      path,
      key: `${group}/${kind} ${namespace ?? ''}/${name}`,
      message: `${kind} "${excerpt(name)}"${group === '' ? '' : ` of group ${group}`}, which parametersRef names, ${trouble}${writtenWords(written)}`,
      hint:
        state === 'absent'
          ? `create it${namespace === undefined ? '' : ` in namespace "${namespace}"`}, or leave parametersRef out`
          : `name one of kind ${taken}, or leave parametersRef out`,
      ...(written.condition && { condition: written.condition }),
      restsOn: state === 'absent' ? absentAt(group, kind, namespace, name) : [],
    }
    return [said]
  },
}

function words(groupKind: string): string {
  const [group, kind] = groupKind.split('/')
  return group ? `${kind} of group ${group}` : String(kind)
}

import { told } from '../limits.ts'
import type { Rule } from '../rule.ts'
import { excerpt } from '../words.ts'

const example = (parameters: string) => `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: kong }
spec:
  controllerName: konghq.com/gateway-operator
  parametersRef: { group: gateway-operator.konghq.com, kind: GatewayConfiguration, name: custom${parameters} }
`

/** Parameters of the operator that are of another kind, or have no namespace. */
export const gatewayConfiguration: Rule = {
  id: 'gateway-configuration',
  class: 'intrinsic',
  kinds: ['GatewayClass', 'Gateway'],
  docs: () => ({
    summary: "A parametersRef for Kong's operator is not of kind GatewayConfiguration, or that of a class has no namespace.",
    why: 'The operator refuses the class, or the Gateway, with Accepted=False/InvalidParameters (from 1.5 and 2.0 on), and provisions nothing.',
    fix: 'Name a GatewayConfiguration of group gateway-operator.konghq.com; in a GatewayClass with its namespace. Create it before the class: the operator does not look again.',
    source: 'kong.md 4.5; Kong/kong-operator#2160',
    implementations: ['kong-operator@2.1'],
    bad: example(''),
    good: example(', namespace: kong'),
  }),
  check(prediction) {
    return told(prediction, 'parameters', ({ implementation, group, kind, trouble, because: { condition } }) => ({
      whole: condition !== undefined,
      message:
        trouble === 'namespace'
          ? `parametersRef names a GatewayConfiguration without its namespace: ${implementation.title} refuses the class`
          : `parametersRef is of kind ${excerpt(kind)} (group "${excerpt(group)}"), and ${implementation.title} takes GatewayConfiguration only`,
      hint:
        trouble === 'namespace'
          ? 'write the namespace of the GatewayConfiguration into parametersRef'
          : 'name a GatewayConfiguration of group gateway-operator.konghq.com, or leave parametersRef out',
      ...(condition && { condition }),
    }))
  },
}

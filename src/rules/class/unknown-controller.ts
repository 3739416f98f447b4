import type { Rule } from '../rule.ts'
import { excerpt } from '../words.ts'

const example = (controllerName: string) => `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: acme }
spec: { controllerName: ${controllerName} }
`

/** Classes of controllers that Portcullis does not know. */
export const unknownController: Rule = {
  id: 'unknown-controller',
  class: 'partial',
  kinds: ['GatewayClass', 'Gateway'],
  docs: () => ({
    summary: 'A GatewayClass is of a controller that Portcullis does not know.',
    why: 'Nothing is predicted of its Gateways and their routes, and nothing is refused: each controller reads the specification in its own way.',
    fix: 'If it follows the specification, have it judged by that: `implementations: ["gateway-api@1.7"]` in the configuration, `--implementation gateway-api@1.7` at the terminal. A misspelt controllerName cannot be changed: make the class anew.',
    source: 'GatewayClassSpec.ControllerName (apis/v1/gatewayclass_types.go)',
    bad: example('acme.example/controller'),
    good: example('gateway.envoyproxy.io/gatewayclass-controller'),
  }),
  check(prediction) {
    if (prediction.kind !== 'Unserved' || prediction.controllerName === undefined) return []
    const { object, className, controllerName } = prediction
    const isClass = object.kind === 'GatewayClass'
    const whose = `${isClass ? 'the class' : `GatewayClass "${excerpt(className)}"`} is of controller ${excerpt(controllerName)}, which is not known here`
    return [
      {
        atMost: 'warn',
        path: isClass ? 'spec.controllerName' : 'spec.gatewayClassName',
        key: `${className} ${controllerName}`,
        message: `${whose}: nothing is predicted of ${isClass ? 'its Gateways' : 'the Gateway'}, and nothing refused`,
        hint: 'to have it judged by the specification, say implementations: ["gateway-api@1.7"] in the configuration, or --implementation gateway-api@1.7',
        restsOn: isClass ? [] : [{ kind: 'GatewayClass', name: className, state: 'found' }],
      },
    ]
  },
}

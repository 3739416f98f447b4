import { gatewayExample } from '../examples.ts'
import type { Rule } from '../rule.ts'
import { excerpt } from '../words.ts'

const example = (className: string) =>
  gatewayExample(`  listeners: [{ name: web, port: 80, protocol: HTTP }]`).replace('gatewayClassName: envoy', `gatewayClassName: ${className}`)

/** Gateways of a class that is not there. */
export const classMissing: Rule = {
  id: 'class-missing',
  class: 'absent',
  kinds: ['Gateway'],
  docs: () => ({
    summary: 'The GatewayClass of a Gateway is not there.',
    why: 'No controller serves the Gateway, nor any of its routes, and none writes any status.',
    fix: 'Create the GatewayClass, or name one that is there.',
    source: 'GatewaySpec.GatewayClassName (apis/v1/gateway_types.go); gateway-api.md 2.10, W-CLASS',
    bad: example('envoi'),
    good: example('envoy'),
  }),
  check(prediction) {
    if (prediction.kind !== 'Unserved' || prediction.controllerName !== undefined) return []
    const { className } = prediction
    return [
      {
        path: 'spec.gatewayClassName',
        key: className,
        message: `GatewayClass "${excerpt(className)}" is not there: nobody serves the Gateway, and no status would say so`,
        hint: 'create it, or name one that is there (kubectl get gatewayclasses)',
        restsOn: [{ kind: 'GatewayClass', name: className, state: 'absent' }],
      },
    ]
  },
}

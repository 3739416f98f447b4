import { gatewayExample } from '../examples.ts'
import type { Rule } from '../rule.ts'

const example = (status: string) =>
  gatewayExample(`  listeners: [{ name: web, port: 80, protocol: HTTP }]`).replace(
    'spec: { controllerName: gateway.envoyproxy.io/gatewayclass-controller }',
    `spec: { controllerName: gateway.envoyproxy.io/gatewayclass-controller }\nstatus: { conditions: [{ type: Accepted, status: "${status}", reason: ${status === 'True' ? 'Accepted' : 'UnsupportedVersion'} }] }`,
  )

/** Gateways of a class that its controller does not accept. */
export const classRefused: Rule = {
  id: 'class-refused',
  class: 'contradiction',
  kinds: ['Gateway'],
  docs: () => ({
    summary: 'The GatewayClass of a Gateway is there, and its controller does not accept it.',
    why: 'By the specification its Gateways are left alone, without any status; some controllers serve them all the same, without the parameters of the class.',
    fix: 'Mend the GatewayClass: its status has the reason.',
    source: 'GatewayClassConditionStatusAccepted (apis/v1/gatewayclass_types.go); gateway-api.md 2.10, W-CLASS-REJ',
    partOnly: true,
    bad: example('False'),
    good: example('True'),
  }),
  check(prediction) {
    if (prediction.kind !== 'Gateway' || !prediction.classRefusal) return []
    const { object, classRefusal, implementation } = prediction
    const { reason, from, serves } = classRefusal
    const className = object.spec.gatewayClassName
    const outcome =
      from === 'prediction' && serves
        ? `${implementation.title} may serve the Gateway all the same, without what the class asks for`
        : 'its Gateways are left alone, and their status says nothing'
    return [
      {
        path: 'spec.gatewayClassName',
        key: className,
        message: `GatewayClass "${className}" ${from === 'status' ? 'is' : 'will'} not ${from === 'status' ? '' : 'be '}accepted (Accepted=False/${reason}): ${outcome}`,
        hint: `mend GatewayClass "${className}", or use another one`,
        restsOn: [{ kind: 'GatewayClass', name: className, state: 'found' }],
      },
    ]
  },
}

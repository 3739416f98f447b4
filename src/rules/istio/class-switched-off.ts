import { ISTIO_HTTP, istioGateway } from '../istio-examples.ts'
import { becauseWords, told } from '../limits.ts'
import type { Rule } from '../rule.ts'
import { excerpt } from '../words.ts'

/** Gateways of a class that its controller knows only with a switch of its own. */
export const classSwitchedOff: Rule = {
  id: 'class-switched-off',
  class: 'absent',
  kinds: ['Gateway'],
  docs: () => ({
    summary: 'A Gateway of a class of Istio that istiod knows only with a switch which is off, as far as is known.',
    why: 'The controller istiod leaves such a Gateway alone, even where a GatewayClass of that name was made by hand: nothing is deployed, and no status is written. The classes are istio-waypoint, istio-east-west and the two of agentgateway; `istio` and `istio-remote` are always known.',
    fix: 'Install Istio with what the class needs, and configure it (`implementations: ["istio@1.31,ambient=true"]`, or `classes=istio+istio-east-west`).',
    source: 'istio-kuma.md A1; measured-istio.md 2 (classinfo.go of Istio 1.31)',
    implementations: ['istio@1.31'],
    bad: istioGateway('{ name: mesh, port: 15008, protocol: HBONE }', { className: 'istio-waypoint' }),
    good: istioGateway(ISTIO_HTTP),
  }),
  check(prediction) {
    return told(prediction, 'class off', ({ implementation, className, because }) => ({
      message: `${implementation.title} does not know class ${excerpt(className)}${becauseWords(because)}: ${because.assumed ? 'if that is off, as it is by default, ' : ''}nothing is deployed, and no status would say so`,
      hint:
        because.lifts === undefined ? 'use another class, or a newer Istio' : `install it with ${switchOf(because.because)}, or use another class`,
    }))
  },
}

function switchOf(because = ''): string {
  return `${because.replace(/^without /, '')}=true`
}

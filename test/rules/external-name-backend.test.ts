import { describe, expect, it } from 'vitest'
import { externalNameBackend } from '../../src/rules/backend/external-name-backend.ts'
import { gatewayClass } from '../gateway/objects.ts'
import { inBackends, service, told } from './backends.ts'

const outside = { type: 'ExternalName', externalName: 'shop.example' }
const others = [service('outside', ['80'], outside), service('away', [], outside, 'closed'), service('headless', ['80'], { clusterIP: 'None' })]
const backends = ['outside', 'headless', 'outside'].map((name) => ({ name, port: 80 }))
const words = 'backend Service "outside" is an ExternalName (shop.example), which controllers should not forward to'

describe('external-name-backend', () => {
  it.each([
    ['written', undefined, `${words} (ResolvedRefs=False/UnsupportedValue)`],
    ['not written', gatewayClass('bare', 'example.com/x'), `${words}, and no status would say so`],
  ])('tells each, where it is %s', (_, className, message) => {
    const findings = inBackends(externalNameBackend, backends, { others, ...(className && { className }) })
    expect(told(findings)).toEqual([0, 2].map((n) => `spec.rules[0].backendRefs[${n}]: ${message}`))
    expect(findings[0]).toMatchObject({ class: 'partial', whole: false, restsOn: [{ kind: 'Service', name: 'outside', state: 'found' }] })
  })

  it('finds nothing in other Services, nor in what may not be seen', () => {
    expect(
      inBackends(
        externalNameBackend,
        [
          { name: 'headless', port: 80 },
          { name: 'away', namespace: 'closed', port: 80 },
        ],
        { others },
      ),
    ).toEqual([])
  })
})

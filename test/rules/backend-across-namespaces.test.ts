import { describe, expect, it } from 'vitest'
import { backendAcrossNamespaces } from '../../src/rules/backend/backend-across-namespaces.ts'
import { gatewayClass } from '../gateway/objects.ts'
import { GRANTS, inBackends, told } from './backends.ts'

const at = (namespace?: string) => ({ group: 'gateway.networking.x-k8s.io', kind: 'XBackend', name: 'x', ...(namespace && { namespace }) })
const cluster = { className: gatewayClass('bare', 'example.com/x'), others: GRANTS }

describe('backend-across-namespaces', () => {
  it('tells each XBackend of another namespace that a grant opens', () => {
    const findings = inBackends(backendAcrossNamespaces, [at('payments'), at(), at('payments')], cluster)
    const words = 'backend XBackend "x" is of namespace "payments", and an XBackend must be of the namespace of its route, whatever is granted'
    expect(told(findings)).toEqual([`spec.rules[0].backendRefs[0]: ${words}`, `spec.rules[0].backendRefs[2]: ${words}`])
    expect(findings[0]).toMatchObject({ class: 'contradiction', whole: false, hint: 'create the XBackend in namespace "default"' })
  })

  it('leaves missing grants, and Services, to others', () => {
    expect(inBackends(backendAcrossNamespaces, [at('closed'), at('default'), { name: 's', namespace: 'payments', port: 80 }], cluster)).toEqual([])
  })
})

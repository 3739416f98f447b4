import { describe, expect, test } from 'vitest'
import { DEFINITIONS, implementationOf } from '../../src/implementations/index.ts'

const SETTINGS = DEFINITIONS.flatMap((definition) => Object.entries(definition.settings).map(([name, setting]) => ({ definition, name, setting })))
const table = (entry: string): unknown =>
  JSON.parse(JSON.stringify(implementationOf(entry).implementation, (key, value) => (key === 'assumed' ? undefined : value)))

describe.each(SETTINGS)('$definition.name $name', ({ definition, name, setting }) => {
  const { choices, pattern, byDefault } = setting

  test('knows its values', () => {
    for (const choice of choices ?? []) expect(choice).toMatch(pattern)
    expect(choices?.includes(byDefault) ?? true).toBe(true)
  })

  test.runIf(pattern.test(byDefault))('counts as its default where it is not configured', () => {
    const differing = definition.versions.filter((version) => {
      const plain = `${definition.name}@${version}`
      return JSON.stringify(table(plain)) !== JSON.stringify(table(`${plain},${name}=${byDefault}`))
    })
    expect(differing).toEqual([])
  })
})

import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DEFINITIONS, implementationOf, implementationProblem } from '../../src/implementations/index.ts'
import { CHECKOUT, portcullis } from './program.ts'

const golden = (name: string) => join(CHECKOUT, 'test/cli/golden', name)

describe('portcullis implementations', () => {
  test('lists what is known', async () => {
    const { code, stdout, stderr } = await portcullis(['implementations'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    // The number grows with every fact.
    await expect(stdout.replace(/(rows of data +)\d\d+$/gm, '$1…')).toMatchFileSnapshot(golden('implementations.txt'))
  })

  test('lists it as JSON', async () => {
    const { stdout } = await portcullis(['implementations', '-o', 'json'])
    const listed = JSON.parse(stdout) as { name: string; assumed: string; rows: number; settings: { name: string }[] }[]
    expect(listed.map(({ name, settings }) => [name, settings.map((one) => one.name)])).toEqual(
      DEFINITIONS.map(({ name, settings }) => [name, Object.keys(settings)]),
    )
    expect(listed.find(({ name }) => name === 'kuma')?.assumed).toBe('2.14')
    for (const { rows } of listed) expect(rows).toBeGreaterThan(20)
  })

  test('shows the table of one', async () => {
    const { code, stdout } = await portcullis(['implementations', 'gateway-api@1.6'])
    expect(code).toBe(0)
    await expect(stdout).toMatchFileSnapshot(golden('implementations-gateway-api.txt'))
  })

  test.each(['konghq.com/kic-gateway-controller@3.4', 'kuma@2.9,controllerName=example.com/kuma', 'istio.io/mesh-controller@1.31,ambient=true'])(
    'shows the data of %s',
    async (entry) => {
      const { code, stdout } = await portcullis(['implementations', entry, '-o', 'json'])
      expect({ code, data: JSON.parse(stdout) }).toEqual({ code: 0, data: JSON.parse(JSON.stringify(implementationOf(entry).implementation)) })
    },
  )

  test('names the controllerName and the settings in the heading', async () => {
    const { stdout } = await portcullis(['implementations', 'kuma@2.9,mode=global,controllerName=example.com/kuma'])
    expect(stdout.split('\n\n')[0]).toBe(
      ['Kuma 2.9', '  controllerName example.com/kuma', '  mode=global', '  gatewaySecretsInAllNamespaces=false (default)'].join('\n'),
    )
  })

  test('tells what is otherwise', async () => {
    const entries = ['gateway-api@1.6', 'gateway-api@1.7'] as const
    const { code, stdout } = await portcullis(['implementations', entries[0], '--diff', entries[1]])
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `gateway-api@1.6 compared with gateway-api@1.7

Routes
  Order of routes under one hostname of a listener
    gateway-api@1.6  by hostname: not known, unless the class publishes it
    gateway-api@1.7  the longer written hostname first
`,
    })
    const json = await portcullis(['implementations', entries[0], '--diff', entries[1], '-o', 'json'])
    expect(JSON.parse(json.stdout)).toEqual([
      {
        group: 'Routes',
        what: 'Order of routes under one hostname of a listener',
        before: 'by hostname: not known, unless the class publishes it',
        after: 'the longer written hostname first',
      },
    ])
    const same = await portcullis(['implementations', 'gateway-api@1.0', '--diff', 'gateway-api@1.1'])
    expect(same.stdout).toBe('gateway-api@1.0 compared with gateway-api@1.1\n  every answer is the same\n')
  })

  test.each(['kong@3.5', 'kic@9.9', 'kic@3.5,flavor=x', 'kic@3.5,gatewayAlpha=perhaps', 'kic'])('says of %s what is known', async (entry) => {
    const problem = implementationProblem(entry)
    expect(problem).toBeDefined()
    expect(await portcullis(['implementations', entry])).toEqual({
      code: 2,
      stdout: '',
      stderr: `portcullis implementations: ${problem}; see portcullis implementations --help\n`,
    })
    const { code, stderr } = await portcullis(['implementations', 'kic@3.5', '--diff', entry])
    expect({ code, stderr }).toEqual({ code: 2, stderr: `portcullis implementations: --diff: ${problem}; see portcullis implementations --help\n` })
  })

  test.each([
    [['kic@3.5', 'kic@3.4'], '"kic@3.4" is one too many'],
    [['--diff', 'kic@3.4'], '--diff needs an implementation to compare with'],
    [['kic@3.5', '-o', 'yaml'], '--output cannot be "yaml": write text, json'],
  ])('refuses %j', async (args, words) => {
    const { code, stdout, stderr } = await portcullis(['implementations', ...args])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(words)
  })
})

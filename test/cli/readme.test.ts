import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CHECK_HELP } from '../../src/cli/check/flags.ts'
import { CHECKOUT, portcullis } from './program.ts'

const readme = readFileSync(join(CHECKOUT, 'README.md'), 'utf8')
const section = (title: string) => readme.split(/^## /m).find((part) => part.startsWith(title)) ?? ''
const flags = (text: string) => [...new Set(text.match(/--[a-z][a-z-]+/g))].sort()

describe('README', () => {
  const samples = [...readme.matchAll(/^\$ portcullis ((?:check|predict|explain|implementations) .*)\n((?:(?!```).*\n)*)/gm)].map(
    ([, command = '', output = '']) => ({
      command,
      output,
    }),
  )

  test('shows what check, predict, explain and implementations print', () =>
    expect(samples.map(({ command }) => command.split(' ')[0])).toEqual(['check', 'predict', 'explain', 'implementations']))

  test.each(samples)('$command prints what the README says', async ({ command, output }) => {
    const { stdout } = await portcullis(command.split(' '))
    expect(stdout).toBe(output)
  })

  test('tells every flag of check, and no other', () => {
    const table = section('`portcullis check`')
      .split('\n')
      .filter((line) => line.startsWith('| `'))
    expect(flags(table.map((line) => line.split(' | ')[0]).join('\n'))).toEqual(flags(CHECK_HELP.split('Exit codes')[0] ?? ''))
  })
})

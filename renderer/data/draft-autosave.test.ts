import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type AutosaveState, createAutosave } from './draft-autosave.ts'

/** A disk whose saves end when the test says so. */
function slowDisk() {
  const begun: { value: string; end: () => void; refuse: (error: Error) => void }[] = []
  const durable: string[] = []
  const save = (value: string) =>
    new Promise<void>((resolve, reject) =>
      begun.push({
        value,
        end: () => {
          durable.push(value)
          resolve()
        },
        refuse: reject,
      }),
    )
  return { begun, durable, save }
}

function setup() {
  const disk = slowDisk()
  const states: AutosaveState['kind'][] = []
  const autosave = createAutosave<string>({
    save: disk.save,
    now: () => 77,
    onState: (state) => states.push(state.kind),
  })
  return { ...disk, states, autosave }
}

const settle = () => vi.advanceTimersByTimeAsync(0)

describe('autosave of a draft', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('waits half a second after the last letter, then saves only the newest text', async () => {
    const { autosave, begun } = setup()
    autosave.change('а')
    await vi.advanceTimersByTimeAsync(400)
    autosave.change('аб')
    await vi.advanceTimersByTimeAsync(499)
    expect(begun).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(1)
    expect(begun.map(({ value }) => value)).toEqual(['аб'])
  })

  it('says saved only when the disk has it', async () => {
    const { autosave, begun, states } = setup()
    autosave.change('а')
    await vi.advanceTimersByTimeAsync(500)
    expect(states).toEqual(['dirty'])
    begun[0]!.end()
    await settle()
    expect(states).toEqual(['dirty', 'saved'])
    expect(autosave.state()).toEqual({ kind: 'saved', atMs: 77 })
  })

  it('does not say saved for an older text than the one on the screen', async () => {
    const { autosave, begun, states, durable } = setup()
    autosave.change('а')
    const flushed = autosave.flush()
    autosave.change('аб')
    begun[0]!.end()
    await settle()
    expect(states).not.toContain('saved')
    begun[1]!.end()
    await flushed
    expect(durable).toEqual(['а', 'аб'])
    expect(states.at(-1)).toBe('saved')
  })

  it('never runs two saves at once', async () => {
    const { autosave, begun } = setup()
    autosave.change('а')
    void autosave.flush()
    autosave.change('аб')
    void autosave.flush()
    await vi.advanceTimersByTimeAsync(2000)
    expect(begun).toHaveLength(1)
  })

  it('flush resolves when what was written before it is durable', async () => {
    const { autosave, begun, durable } = setup()
    autosave.change('а')
    let flushed = false
    const end = autosave.flush().then(() => {
      flushed = true
    })
    await settle()
    expect(flushed).toBe(false)
    begun[0]!.end()
    await end
    expect(durable).toEqual(['а'])
  })

  it('says a refusal and tries again by itself', async () => {
    const { autosave, begun, states, durable } = setup()
    autosave.change('а')
    const flushed = autosave.flush()
    begun[0]!.refuse(new Error('full'))
    await flushed
    expect(states).toEqual(['dirty', 'failed'])
    await vi.advanceTimersByTimeAsync(5000)
    begun[1]!.end()
    await settle()
    expect(durable).toEqual(['а'])
    expect(states.at(-1)).toBe('saved')
  })

  it('stop waits for the running save and begins no other', async () => {
    const { autosave, begun, durable } = setup()
    autosave.change('а')
    void autosave.flush()
    autosave.change('аб')
    let stopped = false
    const end = autosave.stop().then(() => {
      stopped = true
    })
    await settle()
    expect(stopped).toBe(false)
    begun[0]!.end()
    await end
    autosave.change('абв')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(durable).toEqual(['а'])
    expect(begun).toHaveLength(1)
  })
})

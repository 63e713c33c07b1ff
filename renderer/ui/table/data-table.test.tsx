import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { giveTablesHeight } from '../testing/table-height.ts'
import type { Column } from './column.ts'
import { DataTable } from './data-table.tsx'

interface Person {
  id: string
  name: string
  year?: number
}
const people: Person[] = [
  { id: 'a', name: 'Ёлкина', year: 1980 },
  { id: 'b', name: 'Адамович' },
  { id: 'c', name: 'Жук', year: 1975 },
]
const columns: Column<Person>[] = [
  { id: 'name', header: 'Имя', width: '1fr', cell: (row) => row.name, sortBy: (row) => row.name },
  { id: 'year', header: 'Год', width: '80px', cell: (row) => row.year, sortBy: (row) => row.year },
]

const show = (onOpen = vi.fn()) => {
  render(
    <DataTable
      label="Люди"
      rows={people}
      columns={columns}
      keyOf={(row) => row.id}
      onOpen={onOpen}
      empty={<p>Никого</p>}
    />,
  )
  return onOpen
}
const shown = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('gridcell')[0]?.textContent)

giveTablesHeight()
afterEach(cleanup)

describe('the table', () => {
  it('opens the marked row with Enter and any row with a click', async () => {
    const user = userEvent.setup()
    const onOpen = show()
    screen.getByRole('grid').focus()
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{Enter}')
    expect(onOpen).toHaveBeenLastCalledWith(people[2])
    await user.keyboard('{Home}{Enter}')
    expect(onOpen).toHaveBeenLastCalledWith(people[0])
    await user.click(screen.getByText('Адамович'))
    expect(onOpen).toHaveBeenLastCalledWith(people[1])
  })

  it('sorts words as people do and keeps what has no value last', async () => {
    const user = userEvent.setup()
    show()
    await user.click(screen.getByRole('button', { name: 'Имя' }))
    expect(shown()).toEqual(['Адамович', 'Ёлкина', 'Жук'])
    await user.click(screen.getByRole('button', { name: 'Год' }))
    expect(shown().at(-1)).toBe('Адамович')
  })
})

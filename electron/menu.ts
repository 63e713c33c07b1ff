import type { MenuItemConstructorOptions } from 'electron'

/** The menu bar, in Russian like the workplace. Developer tools only outside a package. */
export function menuTemplate(options: { isDevelopment: boolean }): MenuItemConstructorOptions[] {
  return [
    { label: 'Файл', submenu: [{ label: 'Выход', role: 'quit', accelerator: 'CmdOrCtrl+Q' }] },
    {
      label: 'Правка',
      submenu: [
        { label: 'Отменить', role: 'undo' },
        { label: 'Повторить', role: 'redo' },
        { type: 'separator' },
        { label: 'Вырезать', role: 'cut' },
        { label: 'Копировать', role: 'copy' },
        { label: 'Вставить', role: 'paste' },
        { label: 'Выделить всё', role: 'selectAll' },
      ],
    },
    {
      label: 'Вид',
      submenu: [
        { label: 'Обновить', role: 'reload' },
        { label: 'Крупнее', role: 'zoomIn' },
        { label: 'Мельче', role: 'zoomOut' },
        { label: 'Обычный размер', role: 'resetZoom' },
        { type: 'separator' },
        { label: 'Во весь экран', role: 'togglefullscreen' },
        ...(options.isDevelopment
          ? [
              {
                label: 'Инструменты разработчика',
                role: 'toggleDevTools',
              } satisfies MenuItemConstructorOptions,
            ]
          : []),
      ],
    },
    {
      label: 'Окно',
      submenu: [
        { label: 'Свернуть', role: 'minimize' },
        { label: 'Закрыть', role: 'close' },
      ],
    },
  ]
}

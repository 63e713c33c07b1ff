import { type BrowserWindow, dialog } from 'electron'

const [stay, leave] = [0, 1]

/** A browser asks by itself when a page holds what would be lost; this window has to. In Russian, as the menu. */
export function askBeforeLeaving(window: BrowserWindow): void {
  window.webContents.on('will-prevent-unload', (event) => {
    const answer = dialog.showMessageBoxSync(window, {
      type: 'question',
      title: 'Lekar',
      message: 'Выбранные файлы ещё не сохранены',
      detail: 'Если закрыть или обновить окно, их нужно будет выбрать заново.',
      buttons: ['Остаться', 'Закрыть без сохранения'],
      defaultId: stay,
      cancelId: stay,
      noLink: true,
    })
    // Here it means: do not let the page stop it.
    if (answer === leave) event.preventDefault()
  })
}

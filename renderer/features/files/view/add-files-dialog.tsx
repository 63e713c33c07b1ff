import { Typography } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../../i18n/use-error-text.ts'
import { Banner } from '../../../ui/banner.tsx'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { ProgressLine } from '../../../ui/progress-line.tsx'
import { showToast } from '../../../ui/toast-store.ts'
import type { useAddFiles } from '../model/use-add-files.ts'
import { PickedFileFields } from './picked-file-fields.tsx'

/** What the chosen files are, before they are kept; those that are not taken say why. */
export function AddFilesDialog({ adding }: { adding: ReturnType<typeof useAddFiles> }) {
  const { t } = useTranslation('files')
  const errorText = useErrorText()
  const { files, readyCount, done, failure } = adding
  const [leaving, setLeaving] = useState(false)
  const failed = failure === undefined ? undefined : errorText(failure)

  async function save() {
    const kept = await adding.save()
    if (kept > 0) showToast(t('saved', { count: kept }))
  }
  function leave() {
    if (done !== undefined) return
    if (adding.wouldBeLost > 0) setLeaving(true)
    else adding.clear()
  }
  return (
    <FormDialog
      title={t('dialog.title', { count: files.length })}
      confirm={t('dialog.save', { count: readyCount })}
      disabled={!adding.canSave}
      wide
      onSubmit={() => void save()}
      onClose={leave}
    >
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        {t('dialog.text')}
      </Typography>
      {failed && (
        <Banner severity="danger" title={failed.title}>
          {failed.whatToDo}
        </Banner>
      )}
      {files.map((file, place) => (
        <PickedFileFields
          key={file.key}
          file={file}
          autoFocus={place === 0}
          problems={adding.problemsOf(file)}
          onDescribe={(draft) => adding.describe(file.key, draft)}
          onKeepAsItIs={(asItIs) => adding.keepAsItIs(file.key, asItIs)}
          onLeaveOut={() => adding.leaveOut(file.key)}
        />
      ))}
      {done !== undefined && (
        <ProgressLine label={t('dialog.saving')} done={done} total={done + readyCount} />
      )}
      <ConfirmDialog
        open={leaving}
        title={t('leave.title', { count: adding.wouldBeLost })}
        confirmLabel={t('leave.confirm')}
        cancelLabel={t('leave.stay')}
        danger
        onConfirm={adding.clear}
        onCancel={() => setLeaving(false)}
      >
        <Typography variant="body2">{t('leave.text')}</Typography>
      </ConfirmDialog>
    </FormDialog>
  )
}

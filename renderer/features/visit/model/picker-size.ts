/** Makes a date picker as high and as white as the other fields of the workplace. */
export const pickerSize = {
  '& .MuiPickersInputBase-root': { height: 32, fontSize: 13, bgcolor: 'background.paper', pr: 0.5 },
  '& .MuiPickersSectionList-root': { py: 0, fontSize: 13 },
} as const

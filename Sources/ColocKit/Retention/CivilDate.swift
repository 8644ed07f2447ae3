/// A day of the Gregorian calendar as numbers, by Howard Hinnant's "chrono-compatible low-level date algorithms".
///
/// Foundation's calendar takes microseconds for a date: too much where ten thousand are read, judged and printed.
struct CivilDate: Equatable {
  let year: Int64
  /// 1 to 12.
  let month: Int64
  /// 1 to 31.
  let dayOfMonth: Int64

  /// A date that may not exist: `day` of it gives another date then.
  init(year: Int64, month: Int64, dayOfMonth: Int64) {
    self.year = year
    self.month = month
    self.dayOfMonth = dayOfMonth
  }

  /// The date so many days after 1970-01-01.
  init(day: Int64) {
    let shifted = day + 719_468
    let era = shifted.dividedDown(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let march = (5 * dayOfYear + 2) / 153
    dayOfMonth = dayOfYear - (153 * march + 2) / 5 + 1
    month = march < 10 ? march + 3 : march - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days since 1970-01-01.
  var day: Int64 {
    let year = month <= 2 ? year - 1 : year
    let era = year.dividedDown(by: 400)
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + dayOfMonth - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

extension Int64 {
  /// The quotient, rounded down also below zero.
  func dividedDown(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}

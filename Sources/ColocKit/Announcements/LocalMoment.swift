/// A moment as a wall shows it, taken apart for people's words.
struct LocalMoment: Equatable {
  let year: Int
  /// 1 to 12.
  let month: Int
  let day: Int
  /// 0 for Sunday to 6.
  let weekday: Int
  let hour: Int
  let minute: Int
  /// Minutes east of UTC.
  let offset: Int
  /// Days since 1970 on this wall.
  let dayNumber: Int64

  init(_ time: Timestamp, on clock: WallClock) {
    let seconds = clock.offset(at: time)
    offset = seconds / 60
    let wall = time.seconds + Int64(seconds)
    // Rounded down, before 1970 too.
    dayNumber = (wall - (wall % 86_400 + 86_400) % 86_400) / 86_400
    // 1970-01-01 was a Thursday.
    weekday = Int(((dayNumber + 4) % 7 + 7) % 7)
    let digits = Timestamp(seconds: wall).description.split { !$0.isNumber }.compactMap { Int($0) }
    (year, month, day, hour, minute) = (digits[0], digits[1], digits[2], digits[3], digits[4])
  }
}

import Testing

@testable import ColocKit

@Suite("How long it takes")
struct PowerScheduleTests {
  private func total(_ jobs: [(Int, Int)], _ parallel: Int) -> Int {
    PowerSchedule(jobs.map { PowerSchedule.Job(place: $0.0, seconds: $0.1) }, parallel: parallel).total
  }

  @Test("Places in turn, those of one together, as many at once as there are slots")
  func waves() {
    #expect(total([], 4) == 0)
    #expect(total([(50, 10), (50, 10), (50, 10)], 1) == 30)
    #expect(total([(50, 10), (50, 10), (50, 10)], 2) == 20)
    #expect(total([(50, 10), (90, 5), (10, 7)], 4) == 22)
    let ends = PowerSchedule([.init(place: 90, seconds: 5), .init(place: 10, seconds: 7)], parallel: 4).ends
    #expect(ends == [12, 7])
  }

  @Test("When jobs turn out shorter the whole never takes longer")
  func monotone() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<500 {
      let jobs = (0..<12).map { _ in
        (Int.random(in: 0...3, using: &generator), Int.random(in: 0...99, using: &generator))
      }
      let shorter = jobs.map { ($0.0, Int.random(in: 0...$0.1, using: &generator)) }
      let parallel = Int.random(in: 1...5, using: &generator)
      #expect(total(shorter, parallel) <= total(jobs, parallel), "\(jobs) \(shorter) \(parallel)")
    }
  }

  @Test("A plan for 1,000 VMs")
  func large() {
    let jobs = (0..<1000).map { ($0 % 100, $0 % 37) }
    #expect(total(jobs, 4) > 0)
  }
}

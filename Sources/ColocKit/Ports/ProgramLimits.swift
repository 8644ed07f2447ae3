/// What the kernel holds a program to (setrlimit(2)); nil means no limit of its own.
public struct ProgramLimits: Sendable, Equatable {
  /// Processor time in seconds (RLIMIT_CPU).
  public var cpuSeconds: Int?
  /// Address space (RLIMIT_AS).
  public var memory: ByteCount?
  /// The largest file it may write (RLIMIT_FSIZE).
  public var fileSize: ByteCount?

  /// Makes limits.
  public init(cpuSeconds: Int? = nil, memory: ByteCount? = nil, fileSize: ByteCount? = nil) {
    self.cpuSeconds = cpuSeconds
    self.memory = memory
    self.fileSize = fileSize
  }
}

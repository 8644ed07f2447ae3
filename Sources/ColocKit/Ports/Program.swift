/// A program to run and the bounds within which it may: an argument vector, never a shell string.
public struct Program: Sendable, Equatable {
  /// What the program reads on its standard input.
  public enum Input: Sendable, Equatable {
    /// Nothing: /dev/null.
    case nothing
    /// These bytes.
    case bytes([UInt8])
    /// An open descriptor of the caller's, which stays open; the program can reopen it as /proc/self/fd/0, whatever
    /// stands at the file's path by then.
    case descriptor(Int32)
  }

  /// The program's name, looked up in the search path of `environment`, or an absolute path.
  public var name: String
  /// The arguments behind the name.
  public var arguments: [String]
  /// The whole environment; nothing is inherited.
  public var environment: [String: String]
  /// The working directory, absolute; nil stands for `/`.
  public var directory: String?
  /// The standard input.
  public var input: Input
  /// What the kernel holds the program to.
  public var limits: ProgramLimits
  /// When the program is ended by SIGKILL; nil waits without end.
  public var timeout: Duration?
  /// How many bytes of each output stream are kept; the rest is read and dropped.
  public var outputLimit: Int

  /// Makes a program; without more it has a plain environment, no input, ten minutes and 1 MiB of each output.
  public init(
    _ name: String,
    _ arguments: [String],
    environment: [String: String] = Program.plainEnvironment,
    directory: String? = nil,
    input: Input = .nothing,
    limits: ProgramLimits = ProgramLimits(),
    timeout: Duration? = .seconds(600),
    outputLimit: Int = 1 << 20
  ) {
    self.name = name
    self.arguments = arguments
    self.environment = environment
    self.directory = directory
    self.input = input
    self.limits = limits
    self.timeout = timeout
    self.outputLimit = outputLimit
  }

  /// The usual search path and an untranslated language, so that neither the caller's shell nor its language matters.
  public static let plainEnvironment = [
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8",
  ]
}

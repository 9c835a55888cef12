#if NETFRAMEWORK
using System.ComponentModel;

namespace System.Runtime.CompilerServices;

/// <summary>The compiler asks for it where a type takes an interpolated string; .NET Framework lacks it.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
[EditorBrowsable(EditorBrowsableState.Never)]
internal sealed class InterpolatedStringHandlerAttribute : Attribute;
#endif

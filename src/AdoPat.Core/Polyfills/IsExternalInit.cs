#if NETFRAMEWORK
using System.ComponentModel;

namespace System.Runtime.CompilerServices;

/// <summary>The compiler asks for it where properties are <c>init</c>; .NET Framework lacks it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
internal static class IsExternalInit;
#endif
